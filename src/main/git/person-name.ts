/** Code points of a remote's name: it appears in every command line, so it stays short. */
const MAX_REMOTE_NAME = 40
/** Names that mean something else to git or to people, and device names that Windows can't make folders of. */
const RESERVED = new Set([
  'head',
  'origin',
  'upstream',
  'gittorrent',
  'heads',
  'tags',
  'remotes',
  'refs',
  'all',
])
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/
const FALLBACK = 'peer'

/**
 * A name for the remote of a person: what is left of the nickname after all that refs, remotes, file systems and
 * shells could trip over is gone; unlike each of `taken` even on a file system that folds case.
 *
 * @param nickname as the person wrote it: hostile
 * @param taken remotes that exist already
 * @returns "alice", or "alice-2" where alice is taken
 */
export function safeRemoteName(nickname: string, taken: ReadonlySet<string>): string {
  const base = clean(nickname) || FALLBACK
  // A remote "alice/work" has its branches among those of a remote "alice".
  const used = new Set([...taken].map((name) => fold(name.split('/')[0]!)))
  const free = (name: string) => !used.has(fold(name))
  if (!isReserved(base) && free(base)) return base
  for (let number = 2; ; number++) {
    const name = `${base}-${number}`
    if (free(name)) return name
  }
}

// Lower case, as people type remotes. Letters with their marks, digits and three joiners; anything else becomes a dash. A name begins with a letter or digit,
// so that it is never an option, and a dot stands only inside, alone, so that neither ".." nor ".lock" comes about.
function clean(nickname: string): string {
  const dashed = nickname
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}_.-]+/gu, '-')
    .replace(/\.+/g, '.')
    .replace(/-+/g, '-')
    .replace(/\.(?=lock$)/i, '-')
  return trim([...trim(dashed)].slice(0, MAX_REMOTE_NAME).join('')).replace(/\.(?=lock$)/i, '-')
}

const trim = (name: string) => name.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[._-]+$/, '')

const fold = (name: string) => name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')

// Windows takes "con.txt" for the device too.
function isReserved(name: string): boolean {
  const folded = fold(name)
  return RESERVED.has(folded) || DEVICE.test(folded.split('.')[0] ?? '')
}
