/** Takes out of a text what must not leave the computer, before it is logged or given away. */

const GONE = '[removed]'

/** What looks like a secret, whoever wrote it. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]+-----[^]*?(?:-----END [A-Z0-9 ]+-----|$)/g, GONE],
  // The UI's address, and the WebSocket subprotocol that carries the same.
  [/#token=[\w-]+/g, `#token=${GONE}`],
  [/\btoken\.[\w-]{16,}/g, `token.${GONE}`],
  // Names and passwords in URLs, and what private trackers and web services put into queries.
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, `$1${GONE}@`],
  [
    /([?&;](?:[\w-]*(?:token|key|secret|passw?or?d|passphrase|auth|sig|signature)[\w-]*)=)[^&#\s"']+/gi,
    `$1${GONE}`,
  ],
  [/\b(authorization:?\s+)(?:bearer|basic)\s+\S+/gi, `$1${GONE}`],
  [/\b(?:gh[opsu]_|github_pat_|glpat-|xox[abp]-)[\w-]{10,}/g, GONE],
]

/** Shorter ones would be found everywhere. Characters. */
const MIN_KNOWN = 8

/**
 * @param known secrets of this computer, as they are; short ones are ignored
 * @param home  the user's home directory, which names him; becomes ~
 */
export function redact(text: string, known: readonly string[] = [], home = ''): string {
  let clean = text
  for (const secret of known) if (secret.length >= MIN_KNOWN) clean = clean.replaceAll(secret, GONE)
  for (const [pattern, instead] of PATTERNS) clean = clean.replace(pattern, instead)
  return home.length > 1 ? clean.replaceAll(home, '~') : clean
}
