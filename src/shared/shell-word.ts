/** Letters, digits and marks that no shell gives a meaning: sh, bash, zsh, fish, PowerShell and cmd. */
const BARE = /^[\w:/.,=@+-]+$/
/** These besides mean themselves between double quotes, in each of them. */
const QUOTABLE = /^[\w:/.,=@+?&%~[\]-]+$/

/**
 * A text as one word of a command that people copy: as it is, or in double quotes, which all shells have (zsh takes a bare `[`
 * or `?` for a pattern).
 * @returns null where it can't be said alike to all of them
 */
export function shellWord(text: string): string | null {
  if (BARE.test(text) && !text.startsWith('-')) return text
  return QUOTABLE.test(text) && !text.startsWith('-') ? `"${text}"` : null
}
