/**
 * How far git says it is, as of its last words about it; null where it says nothing. A search from the end: a stranger's pack can
 * make git say much else, and a pattern that begins anywhere takes the square of it in time.
 * @param what as git calls it: "Resolving deltas"
 */
export function lastPercent(text: string, what: string): number | null {
  const at = text.lastIndexOf(`${what}: `)
  const [, percent] =
    at < 0 ? [] : (/^ *(\d{1,3})%/.exec(text.slice(at + what.length + 2, at + what.length + 12)) ?? [])
  return percent === undefined ? null : Number(percent)
}
