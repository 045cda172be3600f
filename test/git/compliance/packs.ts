import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../build-small-repository.ts'
import { gitCommand, gitWithInput } from '../git-command.ts'
import { entriesOf, lines, objectsInPack, publish, type Bench } from './setup.ts'

export function packsSuite({ git, folder }: Bench): void {
  describe('makePacks', () => {
    let kite = ''
    let lab = ''
    beforeAll(() => {
      kite = buildSmallRepository(join(folder, 'kite'))
      lab = join(folder, 'lab')
      mkdirSync(lab)
      gitCommand(lab, 'init', '--quiet')
    })
    const reached = (...args: string[]) =>
      lines(gitCommand(kite, 'rev-list', '--objects', ...args))
        .map((line) => line.slice(0, 40))
        .sort()

    it('puts HEAD and its tree into the tip, the rest into the history, and nothing else anywhere', async () => {
      const { packs, selection } = await publish(git(), kite, ['main', 'next'])
      expect(packs.map(({ kind }) => kind)).toEqual(['tip', 'history'])
      const [tip = [], history = []] = packs.map(({ file }) => objectsInPack(file, lab))
      expect(tip).toEqual(reached('--max-count=1', 'main'))
      const published = reached(...selection.refs.map(({ oid }) => oid))
      expect([...tip, ...history].sort()).toEqual(published)
      const stash = gitCommand(kite, 'rev-parse', 'refs/stash')
      const unpublished = [
        stash,
        ...reached('private', '--not', 'main', 'next'),
        ...reached('HEAD@{1}', '--not', 'main'),
      ]
      expect(unpublished.length).toBeGreaterThan(5)
      expect(published.filter((oid) => unpublished.includes(oid))).toEqual([])
    })

    it('tells what the packs need and give', async () => {
      const { packs, selection } = await publish(git(), kite, ['main', 'next'])
      const [tip, history] = packs
      expect(tip).toMatchObject({ needs: [], gives: [{ oid: selection.headCommit, shallow: true }] })
      const oids = new Set(selection.refs.map(({ oid }) => oid))
      expect(history).toMatchObject({
        needs: [{ oid: selection.headCommit, shallow: true }],
        gives: [...oids].sort().map((oid) => ({ oid, shallow: false })),
      })
    })

    it('makes one pack of a project with one commit, its tags within', async () => {
      const path = join(folder, 'single')
      mkdirSync(path)
      gitCommand(path, 'init', '--quiet', '--initial-branch=main')
      gitCommand(path, 'commit', '--quiet', '--allow-empty', '--message', 'Only one')
      gitCommand(path, 'tag', '--annotate', 'v1', '--message', 'x')
      gitCommand(path, 'tag', '--annotate', 'v1-again', 'v1', '--message', 'y')
      gitCommand(path, 'branch', 'same')
      const { packs, selection } = await publish(git(), path, 'all')
      expect(packs.map(({ kind, needs }) => [kind, needs])).toEqual([['tip', []]])
      const oids = [...new Set(selection.refs.map(({ oid }) => oid))].sort()
      expect(packs[0]?.gives).toEqual(oids.map((oid) => ({ oid, shallow: false })))
      // A commit, its empty tree, two tags.
      expect(objectsInPack(packs[0]?.file ?? '', lab)).toHaveLength(4)
    })

    it('publishes the objects themselves, whatever replacements and grafts say', async () => {
      const path = buildSmallRepository(join(folder, 'replaced'))
      const secret = gitCommand(path, 'rev-parse', 'private')
      const before = (await publish(git(), path)).packs.map(({ file }) => objectsInPack(file, lab))
      gitCommand(path, 'replace', 'main', 'private')
      gitWithInput(path, '', 'replace', '--graft', 'main~1', 'private')
      const after = (await publish(git(), path)).packs.map(({ file }) => objectsInPack(file, lab))
      expect(after).toEqual(before)
      expect(after.flat()).not.toContain(secret)
    })

    it('fails without a trace when an object is missing', async () => {
      const path = buildSmallRepository(join(folder, 'damaged'))
      const blob = gitCommand(path, 'rev-parse', 'v0.1:README.md')
      gitCommand(path, 'rm', '--quiet', '--cached', 'README.md')
      gitCommand(path, 'commit', '--quiet', '--message', 'No README')
      gitCommand(path, 'update-ref', '-d', 'refs/stash')
      rmSync(join(path, '.git/objects', blob.slice(0, 2), blob.slice(2)))
      const into = join(folder, 'damaged-packs')
      await expect(publish(git(), path, 'current', into)).rejects.toMatchObject({ code: 'GIT_FAILED' })
      expect(entriesOf(into)).toEqual([])
    })

    it('stops at once when told to, and leaves nothing', async () => {
      const repository = await git().open(kite)
      const selection = await git().select(repository, 'current')
      const into = join(folder, 'cancelled')
      const made = git().makePacks(repository, selection, into, AbortSignal.abort())
      await expect(made).rejects.toMatchObject({ code: 'CANCELLED' })
      expect(entriesOf(into)).toEqual([])
      expect(existsSync(kite)).toBe(true)
    })
  })
}
