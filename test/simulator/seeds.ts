/** SEED=n runs a seeded test again for that seed alone, and gives the same run. */
export const seeds = (count: number): number[] =>
  process.env.SEED ? [Number(process.env.SEED)] : Array.from({ length: count }, (_, i) => i + 1)
