import type { Updates } from '../../update-types.ts'
import type { GitProgram } from '../run.ts'
import { checkReels } from './check-reels.ts'
import { describeHeld } from './describe-held.ts'
import { forgetKept } from './forget-kept.ts'
import { lightenBare } from './lighten-bare.ts'
import { makeAppend } from './make-append.ts'
import { makeRequested } from './make-requested.ts'
import { objectsOf } from './objects-of.ts'
import { rememberRemoteRefs } from './remote-refs.ts'
import { refsStamp } from './refs-stamp.ts'
import { removeRemote } from './remove-remote.ts'
import { showBare } from './show-bare.ts'
import { snapshot } from './snapshot.ts'
import { updateRemote } from './update-remote.ts'
import { watchRefs } from './watch-refs.ts'

/** Moving new commits, by the git program. */
export const updates = (git: GitProgram, memory = rememberRemoteRefs()): Updates => ({
  snapshot: (repository) => snapshot(git, repository),
  stamp: refsStamp,
  checkReels: (source, folder, progress, signal) => checkReels(git, source, folder, progress, signal),
  watch: watchRefs,
  objectsOf: (repository, packFile, scratch) => objectsOf(git, repository, packFile, scratch),
  makeAppend: (repository, request, file, signal) => makeAppend(git, repository, request, file, signal),
  makeRequested: (gitDir, request, file, signal) => makeRequested(git, gitDir, request, file, signal),
  describeHeld: (repository, max) => describeHeld(git, repository, max),
  updateRemote: (update, signal) => updateRemote(git, memory, update, signal),
  removeRemote: (repository, remote, bare, now) => removeRemote(git, memory, repository, remote, bare, now),
  lightenBare: (bare, repository, signal) => lightenBare(git, bare, repository, signal),
  showBare,
  forgetKept: (repository, now, days) => forgetKept(git, repository, now, days),
})
