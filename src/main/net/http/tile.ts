import { html, type Html } from './html.ts'

/** A quarter of the picture, 10 by 10 at x, y: one of eight shapes, the same ones as in the app. */
const SHAPES: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${x} ${y}h10a10 10 0 0 1-10 10z`,
  (x, y) => `M${x + 10} ${y}v10a10 10 0 0 1-10-10z`,
  (x, y) => `M${x + 10} ${y + 10}h-10a10 10 0 0 1 10-10z`,
  (x, y) => `M${x} ${y + 10}v-10a10 10 0 0 1 10 10z`,
  (x, y) => `M${x + 1.8} ${y + 5}a3.2 3.2 0 1 1 6.4 0a3.2 3.2 0 1 1-6.4 0z`,
  (x, y) => `M${x} ${y + 5}h10v5h-10z`,
  (x, y) => `M${x} ${y}h10l-10 10z`,
  (x, y) => `M${x} ${y}l10 10h-10z`,
]

/** A project's picture, drawn from its repo hash: bytes 0 to 3, three bits for the shape, the next for the shade. */
export function tile(repoHash: string): Html {
  const quarters = [0, 1, 2, 3].map((index) => {
    const byte = Number.parseInt(repoHash.slice(2 * index, 2 * index + 2), 16)
    const path = SHAPES[byte & 7]!((index % 2) * 10, index < 2 ? 0 : 10)
    return html`<path class="${(byte & 8) === 0 ? 'ink' : 'ink-2'}" d="${path}" />`
  })
  return html`<svg class="tile" viewBox="-5 -5 30 30" aria-hidden="true">${quarters}</svg>`
}
