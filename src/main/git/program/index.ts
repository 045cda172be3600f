import { isValidRefName } from '../ref-format.ts'
import type { Git } from '../types.ts'
import { clone } from './clone.ts'
import { guestPack, isBeyond } from './guest-pack.ts'
import { inspect } from './inspect.ts'
import { makePacks } from './make-packs.ts'
import { openAgain } from './open-again.ts'
import { GitProgram } from './run.ts'
import { previewObjects } from './preview-objects.ts'
import { roots } from './roots.ts'
import { select } from './select.ts'
import { history } from './history/index.ts'
import { tipFirst } from './tip-first.ts'
import { updates } from './updates/index.ts'
import type { Patience } from './watchdog.ts'

/**
 * The back end that runs the git program.
 * @param binary its absolute path
 * @param patience with a process that does nothing; as usual unless told otherwise
 */
export function programGit(binary: string, version: string, patience?: Patience): Git {
  const git = new GitProgram(binary, patience)
  return {
    name: 'git',
    version,
    tipFirst: tipFirst(git),
    updates: updates(git),
    history: history(git),
    checkJoinable: () => undefined,
    open: openAgain(git),
    inspect: (repository) => inspect(git, repository),
    select: (repository, branches) => select(git, repository, branches),
    previewObjects: (repository, head, signal) => previewObjects(git, repository, head, signal),
    roots: (repository, head, known = null, signal) => roots(git, repository, head, known, signal),
    makePacks: (repository, selection, folder, signal) =>
      makePacks(git, repository, selection, folder, signal),
    clone: (source, target, progress, signal) => clone(git, source, target, progress, signal),
    guests: {
      pack: (repository, request, folder, signal) => guestPack(git, repository, request, folder, signal),
      isBeyond: (repository, before, after) => isBeyond(git, repository, before, after),
    },
    isValidRefName,
  }
}
