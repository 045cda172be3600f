/** Names that are spelt out; of further ones the number. */
const MAX_SPELT = 5

/** One line on stderr, whatever stdout is for: branches that `--all` could not publish, and what to do about them. */
export function tellLeftOut(names: readonly string[]): void {
  if (names.length > 0) process.stderr.write(`gittorrent: ${leftOutLine(names)}\n`)
}

/** @param names of at least one branch; they may hold whatever git takes */
export function leftOutLine(names: readonly string[]): string {
  const spelt = names.slice(0, MAX_SPELT).map(visible)
  if (names.length > MAX_SPELT) spelt.push(`${names.length - MAX_SPELT} more`)
  const branches = names.length === 1 ? 'a branch is' : `${names.length} branches are`
  return `${branches} left out, whose names can't be published: ${spelt.join(', ')}; rename them: letters, digits, dots, dashes and slashes are fine everywhere`
}

/** In quotes, with characters that a terminal would hide, or obey, as their numbers. */
const visible = (name: string) =>
  JSON.stringify(name).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  )
