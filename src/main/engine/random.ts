/** Chance as a part of the state: the same seed gives the same run (xorshift, 32 bits; not for secrets). */
export interface Random {
  word: number
}

export const createRandom = (seed: number): Random => ({ word: seed | 0 || 0x9e3779b9 })

/** The next number, 0 up to but not including 1. */
export function nextRandom(random: Random): number {
  let word = random.word
  word ^= word << 13
  word ^= word >>> 17
  word ^= word << 5
  random.word = word
  return (word >>> 0) / 2 ** 32
}
