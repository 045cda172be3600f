/** Hostile content comes by joining: it is refused in words, or harmless; and then shown in the file browser. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { detectGit } from '../../../src/main/git/detect-git.ts'
import type { Git } from '../../../src/main/git/types.ts'
import { Forge, sourceOf } from '../compliance/hostile-source.ts'
import { scratchFolder } from '../scratch.ts'
import { browse } from './browse.ts'
import { CONTENTS } from './contents.ts'
import { packOf } from './forge-pack.ts'
import { guard } from './place.ts'

const folder = scratchFolder('hostile-join')
const REFUSALS = ['BAD_PACK', 'TOO_LARGE']

describe.each(['git', 'isomorphic-git'] as const)('with %s', (force) => {
  let git: Git
  let forge: Forge
  beforeAll(async () => {
    git = await detectGit({ force })
    forge = new Forge(join(folder, `${force}-forge`))
  })

  it.each(CONTENTS.map((content, at) => [content.called, content, at] as const))(
    '%s',
    async (_, content, at) => {
      const place = guard(join(folder, `${force}-${at}`), ['clone', 'bare.git'])
      const made = content.make(forge, place, [])
      const source = sourceOf([packOf(forge, made)], made.head)
      const target = {
        path: join(place.folder, 'clone'),
        remote: 'alice',
        bare: join(place.folder, 'bare.git'),
      }
      const refused = await git
        .clone(source, target, () => undefined)
        .then(
          () => null,
          (error: unknown) => AppError.of(error),
        )
      place.expectUntouched()
      if (refused) {
        expect(content.end, refused.message).not.toBe('taken')
        expect(refused.message).not.toMatch(/[\r\n]|undefined|\[object/)
        expect(refused.action).not.toBe('')
        if (content.end === 'refused') expect(REFUSALS, refused.message).toContain(refused.code)
        expect(readdirSync(place.folder).filter((name) => /clone|bare/.test(name))).toEqual([])
        return
      }
      expect(content.end).not.toBe('refused')
      if (git.history) await browse(git.history, target.path)
      place.expectUntouched()
    },
  )
})
