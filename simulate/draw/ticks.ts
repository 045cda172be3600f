/** Four to eight round numbers from 0 to at least `most`. */
export function ticksTo(most: number): number[] {
  const rough = most / 6
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? 10 * power
  const count = Math.max(1, Math.ceil(most / step))
  return Array.from({ length: count + 1 }, (_, at) => Number((at * step).toPrecision(6)))
}
