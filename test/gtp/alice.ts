/** Alice: an identity for tests and golden vectors. Her private key is public; nobody may use it for anything else. */
import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import { peerIdOf } from '../../src/main/gtp/crypto.ts'
import { opensshKeyFromSpki } from '../../src/main/gtp/openssh-key.ts'

export const ALICE_PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgbRs+73XE5ntXIL1x
YP66JfLhQoLfVkRCc2s0Y4a5nh2hRANCAASlnOq1aXjjgbh38ZkC+20GiJ0JIiba
QNoAkP1YelainZHgk+ZQLAGxIPh99Op+cCAAqbnBiUP17llGDYglSyF4
-----END PRIVATE KEY-----
`
const key = createPrivateKey(ALICE_PRIVATE_KEY)

export const ALICE_SPKI = new Uint8Array(createPublicKey(key).export({ type: 'spki', format: 'der' }))
export const ALICE_PUBLIC_KEY = opensshKeyFromSpki(ALICE_SPKI)
export const ALICE_PEER_ID = peerIdOf(ALICE_SPKI)

/** ECDSA with SHA-256: r‖s. Not deterministic. */
export function signAsAlice(data: Uint8Array): Uint8Array {
  return sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
}
