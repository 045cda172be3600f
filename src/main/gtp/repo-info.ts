/** The `repo` dictionary of a metainfo (GTP/0.2 section 4): what a repository is for ever, and what its hash is made of. */
import type { Hex } from '../../shared/model.ts'
import { encodeBencode } from './bencode.ts'
import { equalBytes, fromHex, isHex, toHex } from './bytes.ts'
import { sha1 } from './crypto.ts'
import { Dictionary } from './dictionary.ts'
import { MAX_ALTERNATIVES, MAX_DESCRIPTION, MAX_NAME, MAX_PUBKEY, MAX_REPO_INFO } from './limits.ts'
import { spkiFromOpensshKey } from './openssh-key.ts'
import { checkText } from './text.ts'
import { GtpError, type RepoInfo } from './types.ts'

export const NONCE_BYTES = 16
export const REPO_HASH_BYTES = 20

/** Bencoded. Throws GtpError 'metainfo' or 'key' for what decodeRepoInfo would refuse. */
export function encodeRepoInfo(info: RepoInfo): Uint8Array {
  check(info)
  return encodeBencode({
    // Empty fields are left out, so that there is one way to say "none".
    alternatives:
      info.alternatives.length === 0
        ? undefined
        : info.alternatives.map((hash) => fromHex(hash, REPO_HASH_BYTES, 'metainfo', 'an alternative')),
    description: info.description || undefined,
    name: info.name,
    nonce: info.nonce,
    pubkey: info.pubkey,
  })
}

/**
 * Throws GtpError 'bencode', 'metainfo' or 'key'. Unlike elsewhere, unknown keys are refused: they would be part of
 * the repo hash and vanish when the dictionary is encoded again.
 */
export function decodeRepoInfo(bytes: Uint8Array): RepoInfo {
  if (bytes.length > MAX_REPO_INFO) throw new GtpError('limit', `repo is longer than ${MAX_REPO_INFO} bytes`)
  const info = readRepoInfo(Dictionary.decode(bytes, 'metainfo', 'repo'))
  if (!equalBytes(encodeRepoInfo(info), bytes))
    throw new GtpError('metainfo', 'repo has fields of another version')
  return info
}

/** SHA-1 of the bencoded dictionary, 40 hex digits. Encoded bytes are hashed as they are: decode them as well. */
export function repoHash(info: RepoInfo | Uint8Array): Hex {
  return sha1(info instanceof Uint8Array ? info : encodeRepoInfo(info))
}

function readRepoInfo(fields: Dictionary): RepoInfo {
  return {
    name: fields.text('name', 4 * MAX_NAME),
    description: fields.has('description') ? fields.text('description', 4 * MAX_DESCRIPTION) : '',
    pubkey: fields.text('pubkey', MAX_PUBKEY),
    nonce: fields.bytes('nonce', NONCE_BYTES).slice(),
    alternatives: fields.has('alternatives')
      ? fields.strings('alternatives', MAX_ALTERNATIVES, REPO_HASH_BYTES).map(toHex)
      : [],
  }
}

function check(info: RepoInfo): void {
  checkText(info.name, MAX_NAME, 'metainfo', 'repo.name')
  checkText(info.description, MAX_DESCRIPTION, 'metainfo', 'repo.description', 'may be empty')
  spkiFromOpensshKey(info.pubkey)
  if (info.nonce.length !== NONCE_BYTES) {
    throw new GtpError('metainfo', `repo.nonce is not ${NONCE_BYTES} bytes long`)
  }
  if (info.alternatives.length > MAX_ALTERNATIVES) {
    throw new GtpError('limit', `repo.alternatives has more than ${MAX_ALTERNATIVES} items`)
  }
  if (!info.alternatives.every((hash) => isHex(hash, REPO_HASH_BYTES))) {
    throw new GtpError('metainfo', 'repo.alternatives holds something that is not a repo hash')
  }
  if (new Set(info.alternatives).size !== info.alternatives.length) {
    throw new GtpError('metainfo', 'repo.alternatives holds one repo hash twice')
  }
}
