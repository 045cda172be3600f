/** A project's newest commits and its README as git objects, for who has not joined it (GTP/0.2 section 7). */
import { encodeBencode } from '../bencode.ts'
import { Dictionary } from '../dictionary.ts'
import { MAX_PREVIEW, MAX_PREVIEW_COMMITS, MAX_PREVIEW_OBJECT } from '../limits.ts'
import { GtpError } from '../types.ts'

export interface PreviewObjects {
  /** HEAD's commit, then others that come before it, children first. */
  readonly commits: readonly Uint8Array[]
  /** HEAD's root tree and the README in it; both or none. */
  readonly tree: Uint8Array | null
  readonly readme: Uint8Array | null
}

/** Throws GtpError for what decodePreview would refuse. */
export function encodePreview({ commits, tree, readme }: PreviewObjects): Uint8Array {
  const both = tree && readme ? { readme, tree } : {}
  const bytes = encodeBencode({ commits: [...commits], ...both })
  decodePreview(bytes)
  return bytes
}

/** Throws GtpError 'bencode', 'preview' or 'limit'. Nothing of it is proved yet: see verifyPreview. */
export function decodePreview(bytes: Uint8Array): PreviewObjects {
  if (bytes.length > MAX_PREVIEW) throw new GtpError('limit', `a preview longer than ${MAX_PREVIEW} bytes`)
  const fields = Dictionary.decode(bytes, 'preview', 'preview')
  const object = (key: string) => (fields.has(key) ? fields.bytes(key, MAX_PREVIEW_OBJECT) : null)
  return {
    commits: fields.strings('commits', MAX_PREVIEW_COMMITS, MAX_PREVIEW_OBJECT),
    tree: object('tree'),
    readme: object('readme'),
  }
}
