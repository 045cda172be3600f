/** Families of torrents: a project, and heads of others beside it that list its reels and add their own. */
import { sha1, sha256 } from '../src/main/gtp/crypto.ts'
import { encodeUtf8 } from '../src/main/gtp/bytes.ts'
import { decodeRepoInfo, encodeRepoInfo, repoHash } from '../src/main/gtp/repo-info.ts'
import { signReferences } from '../src/main/gtp/references/sign-references.ts'
import { verifyReferences } from '../src/main/gtp/references/verify-references.ts'
import type { References, RepoInfo, VerifiedReferences } from '../src/main/gtp/types.ts'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../test/gtp/alice.ts'
import { EXAMPLE_REFERENCES } from '../test/gtp/example.ts'
import {
  BLOCK,
  fakeProject,
  fakeReel,
  type FakeProject,
  type FakeReel,
} from '../test/simulator/fake-project.ts'

/** A torrent as its publisher has it now. */
export interface Torrent {
  readonly repo: string
  readonly info: Uint8Array
  references: VerifiedReferences
  reels: readonly FakeReel[]
}

export interface Family {
  readonly number: number
  readonly project: FakeProject
  /** The project's own first, then related ones. */
  readonly torrents: Torrent[]
}

/** @param blocks of the project's history: each stands for 256 KiB */
export function makeFamily(number: number, related: number, blocks: number): Family {
  const project = fakeProject(number + 1, blocks)
  const base: Torrent = { ...project, reels: project.reels }
  const beside = Array.from({ length: related }, (_, child) => relatedTorrent(project, number, child))
  return { number, project, torrents: [base, ...beside] }
}

function relatedTorrent(project: FakeProject, family: number, child: number): Torrent {
  const nonce = new Uint8Array(16)
  new DataView(nonce.buffer).setUint32(4, family * 1_000 + child + 1)
  const repo: RepoInfo = { ...decodeRepoInfo(project.info), nonce, alternatives: [project.repo] }
  const info = encodeRepoInfo(repo)
  const blank = { repo: repoHash(repo), info, reels: project.reels }
  return { ...blank, references: sign(repo, { ...EXAMPLE_REFERENCES, reels: project.references.reels }, 1) }
}

/** A commit: one block more, on top of what the torrent has. */
export function commit(torrent: Torrent, salt: number): FakeReel {
  const { references } = torrent
  const head = references.refs.find(({ name }) => name === references.head)!
  const oid = sha1(encodeUtf8(`${torrent.repo} ${references.seq}`))
  const reel = fakeReel(
    {
      ...{ id: '', kind: 'append', bytes: BLOCK / 4, blockSize: BLOCK },
      needs: [{ oid: head.oid, shallow: false }],
      gives: [{ oid, shallow: false }],
    },
    salt,
  )
  torrent.reels = [...torrent.reels, reel]
  const next = {
    ...references,
    refs: references.refs.map((ref) => (ref === head ? { ...ref, oid } : ref)),
    reels: torrent.reels.map(({ info }) => info),
    previous: references.digest,
    object: oid,
    objectType: 'tag',
  } as const
  torrent.references = sign(decodeRepoInfo(torrent.info), next, references.seq + 1)
  return reel
}

function sign(repo: RepoInfo, references: References, seq: number): VerifiedReferences {
  const body = { ...references, repoHash: repoHash(repo), seq }
  return verifyReferences(signReferences(body, signAsAlice, ALICE_PUBLIC_KEY), repo)
}

/** For what is drawn by lot, without a state to carry along: 0 up to but not including 1. */
export const lot = (...of: readonly (number | string)[]): number =>
  Number.parseInt(sha256(encodeUtf8(of.join(' '))).slice(0, 8), 16) / 2 ** 32
