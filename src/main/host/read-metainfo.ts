import type { Hex } from '../../shared/model.ts'
import { AppError } from '../../shared/errors.ts'
import { decodeMetainfo } from '../gtp/metainfo.ts'
import { verifyReferences } from '../gtp/references/verify-references.ts'
import { encodeRepoInfo, repoHash } from '../gtp/repo-info.ts'
import { GtpError, type RepoInfo, type VerifiedReferences } from '../gtp/types.ts'

/** A project's references with what they were checked against. */
export interface Known {
  readonly info: Uint8Array
  readonly repo: RepoInfo
  readonly references: VerifiedReferences
}

/** What a metainfo proves, and the trackers that it lists, which it doesn't. */
export interface ReadMetainfo extends Known {
  /** URLs, http or https. */
  readonly trackers: readonly string[]
}

/**
 * A metainfo that proves itself: well-formed, signed by its own key, and (where given) of the expected repo hash.
 * Throws BAD_METAINFO, BAD_SIGNATURE or BAD_REFERENCES.
 */
export function readMetainfo(bytes: Uint8Array, expected: Hex | null): ReadMetainfo {
  try {
    const { repo, references, trackers } = decodeMetainfo(bytes)
    const newest = references.at(-1)
    if (!newest) throw new GtpError('metainfo', 'it lists no references')
    const info = encodeRepoInfo(repo)
    if (expected !== null && repoHash(info) !== expected)
      throw new GtpError('metainfo', 'it is of another project')
    return { info, repo, references: verifyReferences(newest, repo), trackers }
  } catch (error) {
    if (!(error instanceof GtpError)) throw error
    const code = { signature: 'BAD_SIGNATURE', references: 'BAD_REFERENCES' } as const
    throw new AppError(
      code[error.kind as 'signature'] ?? 'BAD_METAINFO',
      `the metainfo can't be used: ${error.message}`,
      'ask whoever gave it to you for a new one',
    )
  }
}
