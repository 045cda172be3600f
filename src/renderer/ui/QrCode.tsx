import { generate } from 'lean-qr'
import { useMemo } from 'react'

/** Light modules around it that readers need. */
const QUIET = 4

/** A text that a phone can read from the screen. Dark on light in either theme, since some readers take nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { path, size } = useMemo(() => draw(text), [text])
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

/** A run of modules is one rectangle. */
function draw(text: string): { readonly path: string; readonly size: number } {
  const code = generate(text)
  let path = ''
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue
      const from = x
      while (code.get(x + 1, y)) x++
      path += `M${from + QUIET} ${y + QUIET}h${x - from + 1}v1H${from + QUIET}z`
    }
  }
  return { path, size: code.size + 2 * QUIET }
}
