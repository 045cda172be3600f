/** One project of Alice's, used throughout the tests of the protocol. */
import { encodeUtf8 } from '../../src/main/gtp/bytes.ts'
import { sha1, sha256 } from '../../src/main/gtp/crypto.ts'
import { repoHash } from '../../src/main/gtp/repo-info.ts'
import type { ReelInfo, References, RepoInfo } from '../../src/main/gtp/types.ts'
import { ALICE_PEER_ID, ALICE_PUBLIC_KEY } from './alice.ts'

export const EXAMPLE_INFO: RepoInfo = {
  name: 'pocket-sql',
  description: 'A database that fits in a pocket',
  pubkey: ALICE_PUBLIC_KEY,
  nonce: Uint8Array.from({ length: 16 }, (_, at) => at),
  alternatives: [],
}

/** An object name that stands for a commit with this subject. */
export const oidOf = (subject: string): string => sha1(encodeUtf8(subject))

const tip: ReelInfo = {
  id: sha256(encodeUtf8('tip')),
  kind: 'tip',
  bytes: 12_800_000,
  blockSize: 262_144,
  needs: [],
  gives: [{ oid: oidOf('newest'), shallow: true }],
}

const history: ReelInfo = {
  id: sha256(encodeUtf8('history')),
  kind: 'history',
  bytes: 307_600_000,
  blockSize: 262_144,
  needs: [{ oid: oidOf('newest'), shallow: true }],
  gives: ['newest', 'tag v1'].map((subject) => ({ oid: oidOf(subject), shallow: false })).sort(byOid),
}

export const EXAMPLE_REFERENCES: References = {
  repoHash: repoHash(EXAMPLE_INFO),
  seq: 1,
  previous: null,
  object: oidOf('newest'),
  objectType: 'commit',
  objectFormat: 'sha1',
  name: EXAMPLE_INFO.name,
  description: EXAMPLE_INFO.description,
  head: 'refs/heads/main',
  refs: [
    { name: 'refs/heads/main', oid: oidOf('newest') },
    { name: 'refs/tags/v1', oid: oidOf('tag v1'), peeled: oidOf('release') },
  ],
  reels: [tip, history],
  roots: [oidOf('first')],
  latest: { subject: 'Faster joins', author: 'Alice', time: 1_767_225_600 },
  tagger: { name: 'Alice', peerId: ALICE_PEER_ID, time: 1_767_225_660 },
}

function byOid(a: { readonly oid: string }, b: { readonly oid: string }): number {
  return a.oid < b.oid ? -1 : 1
}
