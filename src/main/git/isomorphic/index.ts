import { version } from 'isomorphic-git'
import { isValidRefName } from '../ref-format.ts'
import type { Git } from '../types.ts'
import { checkJoinable } from './check-joinable.ts'
import { clone } from './clone.ts'
import { inspect } from './inspect.ts'
import { makePacks } from './make-packs.ts'
import { open } from './open.ts'
import { previewObjects } from './preview-objects.ts'
import { roots } from './roots.ts'
import { select } from './select.ts'

/** The embedded back end, for machines without git: repositories up to MAX_REPOSITORY_BYTES. */
export function isomorphicGit(): Git {
  return {
    name: 'isomorphic-git',
    version: version(),
    tipFirst: null,
    updates: null,
    history: null,
    guests: null,
    checkJoinable,
    open,
    inspect,
    select,
    previewObjects,
    roots: (repository, head) => roots(repository, head),
    makePacks,
    clone,
    isValidRefName,
  }
}
