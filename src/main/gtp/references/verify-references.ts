import { peerIdOf, sha256 } from '../crypto.ts'
import { isLowS } from '../p256.ts'
import { repoHash } from '../repo-info.ts'
import { decodeSshsig, verifySshsig } from '../sshsig.ts'
import { GtpError, type RepoInfo, type VerifiedReferences } from '../types.ts'
import { parseReferences } from './parse-references.ts'

/**
 * The references in a tag object: well-formed, within the limits, signed by the repository's key, and made for this
 * repository. Whether they are newer than those known, the caller checks (`seq`).
 * Throws GtpError 'references', 'signature', 'key' or 'limit'.
 */
export function verifyReferences(bytes: Uint8Array, info: RepoInfo): VerifiedReferences {
  const { references, payload, armour } = parseReferences(bytes)
  const sshsig = decodeSshsig(armour)
  if (sshsig.publicKey !== info.pubkey)
    throw new GtpError('signature', "another key than the repository's signed")
  if (!isLowS(sshsig.signature)) throw new GtpError('signature', 'the signature is not in its canonical half')
  if (!verifySshsig(sshsig, payload))
    throw new GtpError('signature', 'the signature does not fit the references')
  if (references.repoHash !== repoHash(info)) {
    throw new GtpError('references', 'the references were made for another repository')
  }
  if (references.tagger.peerId !== peerIdOf(info.pubkey)) {
    throw new GtpError('references', "the tagger's peer ID is not that of the key")
  }
  // A copy: `bytes` may be a view into a large buffer that its owner reuses.
  return { ...references, verified: true, bytes: bytes.slice(), digest: sha256(bytes) }
}
