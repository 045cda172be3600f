import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../build-small-repository.ts'
import { gitCommand } from '../git-command.ts'
import { cloneInto, entriesOf, publish, targetIn, type Bench, type Published } from './setup.ts'

export function cloneSuite({ git, folder }: Bench): void {
  describe('clone', () => {
    let kite = ''
    let published: Published
    let clone = ''
    const phases: [string, number][] = []
    const inClone = (...args: string[]) => gitCommand(clone, ...args)
    beforeAll(async () => {
      kite = buildSmallRepository(join(folder, 'kite'))
      published = await publish(git(), kite, ['main', 'next'])
      const target = targetIn(join(folder, 'clones/deep'))
      await git().clone(published.source, target, (phase, fraction) => phases.push([phase, fraction]))
      clone = target.path
    })

    it('is a clean working tree of HEAD, with links, modes and names as committed', () => {
      expect(inClone('status', '--porcelain', '--branch')).toBe('## main...alice/main')
      expect(inClone('rev-parse', 'HEAD^{tree}')).toBe(gitCommand(kite, 'rev-parse', 'main^{tree}'))
      expect(statSync(join(clone, 'build.sh')).mode & 0o111).toBe(0o111)
      expect(readFileSync(join(clone, 'LIESMICH'), 'utf8')).toBe('# Kite\n\nFlies.\n')
      expect(readFileSync(join(clone, 'Übersicht 風.txt'), 'utf8')).toBe('Grüße\n')
      // Not from the index's memory alone: git looks at every file again.
      inClone('update-index', '--really-refresh')
      expect(inClone('diff', 'HEAD')).toBe('')
    })

    it('has the published refs and no others', () => {
      const branches = ['main', 'next'].map(
        (name) => `refs/remotes/alice/${name} ${gitCommand(kite, 'rev-parse', name)}`,
      )
      const tags = ['v0.1', 'v1.0', 'v1.0-signed-off'].map(
        (tag) => `refs/tags/${tag} ${gitCommand(kite, 'rev-parse', tag)}`,
      )
      expect(inClone('for-each-ref', '--format=%(refname) %(objectname)').split('\n')).toEqual([
        `refs/heads/main ${gitCommand(kite, 'rev-parse', 'main')}`,
        `refs/remotes/alice/HEAD ${gitCommand(kite, 'rev-parse', 'main')}`,
        ...branches,
        ...tags,
        `refs/tags/v2.0-rc ${gitCommand(kite, 'rev-parse', 'v2.0-rc')}`,
      ])
      expect(inClone('symbolic-ref', 'refs/remotes/alice/HEAD')).toBe('refs/remotes/alice/main')
      expect(inClone('reflog', '--format=%gs')).toMatch(/^clone: from /)
      expect(inClone('describe', '--tags', 'HEAD')).toMatch(/^v1\.0-3-g/)
    })

    it('fscks as clean as the original, before and after gc', () => {
      expect(inClone('fsck', '--strict', '--full')).toBe('')
      expect(gitCommand(targetIn(join(folder, 'clones/deep')).bare, 'fsck', '--strict', '--full')).toBe('')
    })

    it('fetches and pulls from its remote without a word, offline', () => {
      expect(inClone('remote', 'get-url', 'alice')).toBe(join(folder, 'clones/deep/clone-bare.git'))
      expect(inClone('fetch', '--all')).toBe('')
      expect(inClone('fetch', 'alice')).toBe('')
      expect(inClone('pull')).toMatch(/Already up to date/)
      expect(inClone('for-each-ref').split('\n')).toHaveLength(8)
      expect(inClone('gc', '--quiet')).toBe('')
      expect(inClone('fsck', '--strict', '--full')).toBe('')
      expect(inClone('log', '--oneline', 'HEAD').split('\n')).toHaveLength(5)
    })

    it('is shown getting on, and ends complete', () => {
      expect(new Set(phases.map(([phase]) => phase))).toEqual(new Set(['indexing', 'checking', 'checkout']))
      expect(phases.every(([, fraction]) => fraction >= 0 && fraction <= 1)).toBe(true)
      expect(phases.at(-1)).toEqual(['checkout', 1])
    })

    it('shares the files of its packs with the store and the bare repository', async () => {
      const fresh = await publish(git(), kite)
      const target = targetIn(join(folder, 'shared'))
      await cloneInto(git(), fresh.source, target)
      const inode = (path: string) => statSync(path).ino
      const stored = new Set(fresh.packs.map(({ file }) => inode(file)))
      for (const gitDir of [join(target.path, '.git'), target.bare]) {
        const packs = entriesOf(join(gitDir, 'objects/pack')).filter((name) => name.endsWith('.pack'))
        expect(new Set(packs.map((name) => inode(join(gitDir, 'objects/pack', name))))).toEqual(stored)
        for (const name of packs) expect(statSync(join(gitDir, 'objects/pack', name)).mode & 0o222).toBe(0)
      }
      expect(entriesOf(join(folder, 'shared')).toSorted()).toEqual(['clone', 'clone-bare.git'])
    })

    it('goes into an empty folder, or a link to one', async () => {
      mkdirSync(join(folder, 'empty/clone'), { recursive: true })
      await cloneInto(git(), published.source, targetIn(join(folder, 'empty')))
      mkdirSync(join(folder, 'linked/real'), { recursive: true })
      symlinkSync('real', join(folder, 'linked/clone'))
      const linked = await cloneInto(git(), published.source, targetIn(join(folder, 'linked')))
      expect(gitCommand(linked, 'status', '--porcelain')).toBe('')
    })

    it('goes nowhere else, and touches nothing there', async () => {
      const place = join(folder, 'taken')
      mkdirSync(join(place, 'full'), { recursive: true })
      writeFileSync(join(place, 'full/mine.txt'), 'mine')
      writeFileSync(join(place, 'file'), 'mine')
      symlinkSync('gone', join(place, 'dangling'))
      for (const name of ['full', 'file', 'dangling']) {
        const cloned = cloneInto(git(), published.source, targetIn(place, name))
        await expect(cloned).rejects.toMatchObject({ code: 'TARGET_NOT_EMPTY' })
      }
      const below = cloneInto(git(), published.source, targetIn(join(place, 'file')))
      await expect(below).rejects.toMatchObject({ code: 'BAD_INPUT' })
      expect(entriesOf(place).toSorted()).toEqual(['dangling', 'file', 'full'])
      expect(entriesOf(join(place, 'full'))).toEqual(['mine.txt'])
      expect(readFileSync(join(place, 'file'), 'utf8')).toBe('mine')
    })

    it('leaves nothing when it is cancelled, the folders made for it included', async () => {
      const controller = new AbortController()
      const target = targetIn(join(folder, 'cancelled/a/b'))
      const cloned = git().clone(published.source, target, () => controller.abort(), controller.signal)
      await expect(cloned).rejects.toMatchObject({ code: 'CANCELLED' })
      expect(entriesOf(join(folder, 'cancelled'))).toEqual([])
    })

    it('takes paths and names with spaces, quotes and other scripts', async () => {
      const place = join(folder, `a "b" c'd $e 風`)
      const target = { path: join(place, '-clone'), remote: 'Zoë', bare: join(place, 'bare "x".git') }
      await cloneInto(git(), published.source, target)
      expect(gitCommand(target.path, 'status', '--porcelain', '--branch')).toBe('## main...Zoë/main')
      expect(gitCommand(target.path, 'fetch', 'Zoë')).toBe('')
    })

    it('takes a backslash in a path, or says that it needs git for it', async () => {
      const target = targetIn(join(folder, 'back\\slash'))
      if (git().name === 'git') {
        await cloneInto(git(), published.source, target)
        expect(gitCommand(target.path, 'fetch', 'alice')).toBe('')
      } else {
        await expect(cloneInto(git(), published.source, target)).rejects.toMatchObject({
          code: 'BAD_INPUT',
          action: expect.stringMatching(/install git/),
        })
      }
    })
  })
}
