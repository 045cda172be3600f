import { generate } from 'lean-qr'
import { qrPath } from '../../../shared/qr-path.ts'
import { html, Html } from './html.ts'

/** Bytes: longer ones have modules too fine for a phone at arm's length. */
const MAX_TEXT = 400
/** Pages are asked for again and again, and the same codes are on them. */
const MAX_KEPT = 256

const kept = new Map<string, Html>()

/**
 * A text as a QR code in the page: black on white in either theme, since some readers take nothing else.
 * @param label what a screen reader says
 * @returns null for a text that is too long
 */
export function qr(text: string, label: string): Html | null {
  if (Buffer.byteLength(text) > MAX_TEXT) return null
  const code = kept.get(text) ?? draw(text)
  kept.delete(text)
  kept.set(text, code)
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value!)
  return html`<div class="qr" role="img" aria-label="${label}">${code}</div>`
}

function draw(text: string): Html {
  const { path, size } = qrPath(generate(text))
  // Numbers and letters of ours alone.
  return new Html(
    `<svg viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" aria-hidden="true">` +
      `<rect width="${size}" height="${size}" fill="#fff"/><path d="${path}" fill="#000"/></svg>`,
  )
}
