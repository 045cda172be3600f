/** Names of refs, which become paths in somebody's `.git`, words in commands, and text on screens. */
import { encodeUtf8 } from '../bytes.ts'
import { MAX_REF_NAME } from '../limits.ts'

const PREFIX = /^refs\/(heads|tags)\//
/** What git-check-ref-format(1) refuses anywhere in a name. */
const FORBIDDEN = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\.$/
/** What would not be seen, or would reorder what is beside it: as in text.ts, with all other format characters. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}\p{Noncharacter_Code_Point}]/u

/**
 * Whether `name` is refs/heads/… or refs/tags/…, accepted by git-check-ref-format, at most MAX_REF_NAME bytes long,
 * free of hidden characters, and has no part that begins like an option. refs/heads/HEAD is refused: below a remote it
 * would be taken for the remote's own HEAD.
 */
export function isSafeRefName(name: string): boolean {
  if (name.length > MAX_REF_NAME || encodeUtf8(name).length > MAX_REF_NAME) return false
  if (!PREFIX.test(name) || FORBIDDEN.test(name) || HIDDEN.test(name)) return false
  if (name === 'refs/heads/HEAD') return false
  return name.split('/').every(isSafeComponent)
}

function isSafeComponent(component: string): boolean {
  if (component === '' || component.startsWith('.') || component.startsWith('-')) return false
  return !component.toLowerCase().endsWith('.lock')
}
