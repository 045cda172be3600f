import { generate } from 'lean-qr'
import { useMemo } from 'react'
import { qrPath } from '../../shared/qr-path.ts'

/** A text that a phone can read from the screen. Dark on light in either theme, since some readers take nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => qrPath(generate(text)), [text])
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
