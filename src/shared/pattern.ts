/**
 * The pictures of people and projects, drawn from a hash: a 2×2 grid of quarters, each one of eight shapes in one of
 * two shades. People (peer ID) also get a hue from byte 4; projects (repo hash) are drawn in ink.
 */
export const HUES = ['iris', 'orange', 'blue', 'rose', 'ochre', 'sky', 'plum', 'clay'] as const
export type Hue = (typeof HUES)[number] | 'me'

export interface Quarter {
  /** An SVG path in a square of 20 × 20. */
  readonly path: string
  readonly strong: boolean
}

/** Side of a quarter. */
const Q = 10
const SHAPES: readonly ((x: number, y: number) => string)[] = [
  (x, y) => `M${x} ${y}h10a10 10 0 0 1-10 10z`,
  (x, y) => `M${x + Q} ${y}v10a10 10 0 0 1-10-10z`,
  (x, y) => `M${x + Q} ${y + Q}h-10a10 10 0 0 1 10-10z`,
  (x, y) => `M${x} ${y + Q}v-10a10 10 0 0 1 10 10z`,
  (x, y) => `M${x + 1.8} ${y + 5}a3.2 3.2 0 1 1 6.4 0a3.2 3.2 0 1 1-6.4 0z`,
  (x, y) => `M${x} ${y + 5}h10v5h-10z`,
  (x, y) => `M${x} ${y}h10l-10 10z`,
  (x, y) => `M${x} ${y}l10 10h-10z`,
]

const byteAt = (hash: string, index: number) => Number.parseInt(hash.slice(index * 2, index * 2 + 2), 16) || 0

/** Bytes 0 to 3, one for each quarter: three bits for the shape, the next for the shade. */
export const quarters = (hash: string): readonly Quarter[] =>
  [0, 1, 2, 3].map((index) => {
    const byte = byteAt(hash, index)
    return { path: SHAPES[byte & 7]!((index % 2) * Q, index < 2 ? 0 : Q), strong: (byte & 8) === 0 }
  })

/** Byte 4 picks one of eight hues; jade is kept for oneself. */
export const hueOf = (peerId: string, self: string | null): Hue =>
  peerId === self ? 'me' : HUES[byteAt(peerId, 4) % HUES.length]!
