/** One suite over both back ends: what the program does, the embedded one does too. */
import { join } from 'node:path'
import { beforeAll, describe } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git } from '../../src/main/git/types.ts'
import { cloneSuite } from './compliance/clone.ts'
import { hostileSuite } from './compliance/hostile.ts'
import { openSuite } from './compliance/open.ts'
import { packsSuite } from './compliance/packs.ts'
import { previewSuite } from './compliance/preview.ts'
import { selectSuite } from './compliance/select.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('compliance')

for (const force of ['git', 'isomorphic-git'] as const) {
  describe(force, () => {
    let backEnd: Git
    beforeAll(async () => {
      backEnd = await detectGit({ force })
    })
    const suites = { openSuite, selectSuite, packsSuite, cloneSuite, hostileSuite, previewSuite }
    for (const [name, suite] of Object.entries(suites))
      suite({ git: () => backEnd, folder: join(folder, force, name) })
  })
}
