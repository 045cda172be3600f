import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../build-small-repository.ts'
import { gitCommand } from '../git-command.ts'
import type { Bench } from './setup.ts'

export function openSuite({ git, folder }: Bench): void {
  describe('open', () => {
    let kite = ''
    beforeAll(() => {
      kite = buildSmallRepository(join(folder, 'kite'))
    })
    const make = (name: string, ...args: string[]) => {
      const path = join(folder, name)
      mkdirSync(path, { recursive: true })
      gitCommand(path, 'init', '--quiet', '--initial-branch=main', ...args)
      return path
    }
    const failure = (path: string) =>
      git()
        .open(path)
        .catch((error: unknown) => error)

    it('finds the root from a folder inside', async () => {
      const expected = { path: kite, gitDir: join(kite, '.git'), objectFormat: 'sha1', bare: false }
      expect(await git().open(join(kite, 'src/wing'))).toEqual(expected)
      symlinkSync(kite, join(folder, 'link'))
      expect(await git().open(join(folder, 'link'))).toEqual(expected)
    })

    it('takes bare repositories', async () => {
      const path = join(folder, 'kite.git')
      gitCommand(folder, 'clone', '--quiet', '--bare', 'kite', 'kite.git')
      const repository = await git().open(path)
      expect(repository).toEqual({ path, gitDir: path, objectFormat: 'sha1', bare: true })
      expect((await git().inspect(repository)).name).toBe('kite')
    })

    it('takes linked worktrees, with their own HEAD', async () => {
      const path = join(folder, 'worktree')
      gitCommand(kite, 'worktree', 'add', '--quiet', path, 'next')
      const repository = await git().open(path)
      expect(repository).toMatchObject({ path, bare: false, gitDir: join(kite, '.git/worktrees/worktree') })
      expect((await git().select(repository, 'current')).head).toBe('refs/heads/next')
      expect((await git().inspect(repository)).head).toBe('next')
      gitCommand(kite, 'worktree', 'remove', path)
    })

    it('says what is there instead of a repository', async () => {
      mkdirSync(join(folder, 'plain'))
      writeFileSync(join(folder, 'file'), '')
      expect(await failure(join(folder, 'plain'))).toMatchObject({
        code: 'NOT_A_REPOSITORY',
        message: `${join(folder, 'plain')} is not a git repository`,
      })
      expect(await failure(join(folder, 'nowhere'))).toMatchObject({
        code: 'NOT_A_REPOSITORY',
        message: expect.stringMatching(/does not exist/),
      })
      expect(await failure(join(folder, 'file'))).toMatchObject({
        code: 'NOT_A_REPOSITORY',
        message: expect.stringMatching(/is a file/),
      })
      expect(await failure(join(kite, '.git'))).toMatchObject({ code: 'NOT_A_REPOSITORY' })
    })

    it('refuses a repository without a commit', async () => {
      expect(await failure(make('unborn'))).toMatchObject({ code: 'NO_COMMITS' })
    })

    it('refuses what is here only in part', async () => {
      gitCommand(folder, 'clone', '--quiet', '--depth=1', `file://${kite}`, 'shallow')
      expect(await failure(join(folder, 'shallow'))).toMatchObject({
        code: 'SHALLOW_REPOSITORY',
        action: expect.stringMatching(/--unshallow/),
      })
      gitCommand(kite, 'config', 'uploadpack.allowFilter', 'true')
      gitCommand(folder, 'clone', '--quiet', '--filter=blob:none', `file://${kite}`, 'partial')
      expect(await failure(join(folder, 'partial'))).toMatchObject({
        code: 'SHALLOW_REPOSITORY',
        message: expect.stringMatching(/partial clone/),
      })
    })

    it('refuses formats that it does not know', async () => {
      const path = make('reftable')
      gitCommand(path, 'commit', '--quiet', '--allow-empty', '--message', 'x')
      gitCommand(path, 'config', 'core.repositoryFormatVersion', '1')
      gitCommand(path, 'config', 'extensions.refStorage', 'unheard-of')
      expect(await failure(path)).toMatchObject({
        code: 'UNSUPPORTED_FORMAT',
        action: expect.stringMatching(/git/),
      })
    })
  })
}
