/** Hostile content comes as somebody's newest heads: into the clone, into its working tree by a merge, and onto the screen. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { AppError } from '../../../src/shared/errors.ts'
import { Forge } from '../compliance/hostile-source.ts'
import { gitCommand } from '../git-command.ts'
import { at, fingerprint, git, history, objects } from '../history-setup.ts'
import { request } from '../merge-setup.ts'
import { scratchFolder } from '../scratch.ts'
import { browse } from './browse.ts'
import { CONTENTS } from './contents.ts'
import { packOf } from './forge-pack.ts'
import { guard } from './place.ts'

const folder = scratchFolder('hostile-update')
const REFUSALS = ['BAD_PACK', 'TOO_LARGE']
/** Whose harm is in the size of the working tree alone: the user sees what a merge brings before he makes it. */
const LARGE = 'files of a gigabyte in a pack of 20 KB'
let forge: Forge
let base = ''

beforeAll(() => {
  forge = new Forge(join(folder, 'forge'))
  base = forge.commit(forge.tree(forge.file('base')))
  gitCommand(forge.folder, 'update-ref', 'refs/heads/main', base)
})

const CASES = CONTENTS.filter(({ called }) => called !== LARGE).map(
  (content, index) => [content.called, content, index] as const,
)
it.each(CASES)('%s', async (_, content, index) => {
  const place = guard(join(folder, String(index)), ['clone', 'bare.git', 'quarantine'])
  const path = join(place.folder, 'clone')
  gitCommand(folder, 'clone', '--quiet', forge.folder, path)
  const clone = at(path)
  const before = { files: fingerprint(path), objects: objects(clone) }
  const made = content.make(forge, place, [base])
  const repository = await git.open(path)
  const refused = await git
    .updates!.updateRemote({
      repository,
      packs: [{ file: packOf(forge, made, base), thin: true }],
      objectFormat: 'sha1',
      head: 'refs/heads/main',
      refs: [{ name: 'refs/heads/main', oid: made.head }],
      quarantine: join(place.folder, 'quarantine'),
      remote: 'alice',
      bare: join(place.folder, 'bare.git'),
      mustBeRelated: true,
      now: 1_700_000_000_000,
    })
    .then(
      () => null,
      (error: unknown) => AppError.of(error),
    )
  expect(existsSync(join(place.folder, 'quarantine'))).toBe(false)
  if (refused) {
    expect(content.end, refused.message).not.toBe('taken')
    expect(REFUSALS, refused.message).toContain(refused.code)
    expect({ files: fingerprint(path), objects: objects(clone) }).toEqual(before)
    return place.expectUntouched()
  }
  expect(content.end).not.toBe('refused')
  await browse(history, path, 'refs/remotes/alice/main')
  await history.forecast(repository, base, made.head)
  const outcome = await history.merge(repository, request(made.head))
  if (content.end === 'taken') expect(outcome.kind).toBe('forward')
  else expect(outcome.kind).toMatch(/forward|refused/)
  if (outcome.kind === 'forward') {
    await history.undoMerge(repository, outcome)
    await history.checkOut(repository, { name: 'theirs', sha: made.head, upstream: 'alice/main' })
  }
  place.expectUntouched()
})
