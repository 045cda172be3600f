/** Longer ones are no links that a person would follow. */
const MAX_EXTERNAL_URL = 2000

/**
 * A link that may be handed to the user's browser, in canonical form; null for all others. Only https, so that no handler
 * of another scheme can be started; no user information, which makes a link look like another site's.
 */
export function externalUrl(raw: string): string | null {
  if (raw.length > MAX_EXTERNAL_URL || !URL.canParse(raw)) return null
  const url = new URL(raw)
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return null
  return url.href
}
