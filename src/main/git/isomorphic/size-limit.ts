/** What the embedded git takes on: it holds packs in memory and is twenty times slower than the program. */
import { AppError } from '../../../shared/errors.ts'

const MiB = 1024 * 1024
/** Bytes of a repository's objects, or of all packs of a project to join. */
export const MAX_REPOSITORY_BYTES = 50 * MiB
/** Bytes of a pack made here: without deltas a pack is larger than the repository it comes from. */
export const MAX_MADE_PACK_BYTES = 200 * MiB
/** Bytes of one object, unfolded: it is held in memory, and a few KB can claim to be gigabytes. */
export const MAX_OBJECT_BYTES = 128 * MiB

/** Bytes of one tree, some hundred thousand entries: it is read in one go. */
export const MAX_TREE_BYTES = 4 * MiB

/** @param what "the project in /src/kite" */
export const needsGit = (what: string) =>
  new AppError(
    'GIT_MISSING',
    `${what} is too large to be handled without git`,
    'install git, then start again',
  )
