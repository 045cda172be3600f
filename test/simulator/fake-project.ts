/** Signed projects with made-up reels in small blocks: for the engine a block is a block. */
import { sha256Bytes } from '../../src/main/gtp/crypto.ts'
import { blockCount, reelId } from '../../src/main/gtp/reel.ts'
import { signReferences } from '../../src/main/gtp/references/sign-references.ts'
import { verifyReferences } from '../../src/main/gtp/references/verify-references.ts'
import { encodeRepoInfo, repoHash } from '../../src/main/gtp/repo-info.ts'
import type { ReelInfo, VerifiedReferences } from '../../src/main/gtp/types.ts'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../gtp/alice.ts'
import { EXAMPLE_INFO, EXAMPLE_REFERENCES } from '../gtp/example.ts'

export const BLOCK = 1024

export interface FakeReel {
  readonly info: ReelInfo
  readonly hashes: Uint8Array
  readonly content: Uint8Array
}

export interface FakeProject {
  readonly repo: string
  readonly info: Uint8Array
  readonly references: VerifiedReferences
  readonly reels: readonly FakeReel[]
}

/**
 * @param salt         makes its content and its repo hash its own
 * @param blocks       of the history reel; the tip has a tenth
 * @param alternatives what it says that it is related to
 */
export function fakeProject(
  salt: number,
  blocks: number,
  seq = 1,
  alternatives: readonly string[] = EXAMPLE_INFO.alternatives,
): FakeProject {
  const nonce = new Uint8Array(16)
  new DataView(nonce.buffer).setUint32(0, salt)
  const repo = { ...EXAMPLE_INFO, nonce, alternatives }
  const [tip, history] = EXAMPLE_REFERENCES.reels as [ReelInfo, ReelInfo]
  const reels = [
    fakeReel({ ...tip, bytes: Math.ceil(blocks / 10) * BLOCK - 100 }, salt * 1000 + seq * 2),
    fakeReel({ ...history, bytes: blocks * BLOCK - 300 }, salt * 1000 + seq * 2 + 1),
  ]
  const previous = seq === 1 ? {} : ({ previous: 'ab'.repeat(32), objectType: 'tag' } as const)
  const body = {
    ...EXAMPLE_REFERENCES,
    ...previous,
    repoHash: repoHash(repo),
    seq,
    reels: reels.map(({ info }) => info),
  }
  const references = verifyReferences(signReferences(body, signAsAlice, ALICE_PUBLIC_KEY), repo)
  return { repo: repoHash(repo), info: encodeRepoInfo(repo), references, reels }
}

/** A reel of made-up bytes in the shape of another. */
export function fakeReel(shape: ReelInfo, salt: number): FakeReel {
  const measured = { ...shape, blockSize: BLOCK }
  const content = new Uint8Array(measured.bytes)
  const words = new DataView(content.buffer)
  for (let at = 0; at + 4 <= content.length; at += 4) words.setUint32(at, Math.imul(at + salt, 2654435761))
  const hashes = new Uint8Array(blockCount(measured) * 32)
  for (let index = 0; index * BLOCK < content.length; index++) {
    hashes.set(sha256Bytes(content.subarray(index * BLOCK, (index + 1) * BLOCK)), index * 32)
  }
  return { info: { ...measured, id: reelId(hashes) }, hashes, content }
}
