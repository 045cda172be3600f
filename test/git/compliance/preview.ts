import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodePreview, decodePreview } from '../../../src/main/gtp/preview/codec.ts'
import { verifyPreview } from '../../../src/main/gtp/preview/verify-preview.ts'
import { MAX_PREVIEW, MAX_PREVIEW_COMMITS, MAX_PREVIEW_OBJECT } from '../../../src/main/gtp/limits.ts'
import { buildSmallRepository } from '../build-small-repository.ts'
import { gitCommand } from '../git-command.ts'
import { lines, type Bench } from './setup.ts'

export function previewSuite({ git, folder }: Bench): void {
  describe('previewObjects', () => {
    let kite = ''
    beforeAll(() => {
      kite = buildSmallRepository(join(folder, 'kite'))
    })
    const preview = async (path: string, branch = 'main') => {
      const repository = await git().open(path)
      const { head, headCommit, refs } = await git().select(repository, [branch])
      const bytes = encodePreview(await git().previewObjects(repository, headCommit))
      expect(bytes.length).toBeLessThanOrEqual(MAX_PREVIEW)
      return verifyPreview(decodePreview(bytes), { head, refs, objectFormat: repository.objectFormat })
    }

    it('prove themselves, merges and all, and tell what git tells', async () => {
      const { commits, readme } = await preview(kite)
      const told = [...lines(gitCommand(kite, 'log', '--format=%H %an %s', 'main'))].sort()
      expect(commits.map(({ sha, author, subject }) => `${sha} ${author} ${subject}`).sort()).toEqual(told)
      expect(readme).toEqual({ name: 'README.md', text: '# Kite\n\nFlies.\n' })
    })

    it('are the newest, and leave out what has no room', async () => {
      const long = join(folder, 'long')
      gitCommand(folder, 'init', '--quiet', '--initial-branch=main', long)
      writeFileSync(join(long, 'README'), 'x'.repeat(MAX_PREVIEW_OBJECT + 1))
      gitCommand(long, 'add', '-A')
      for (let count = 0; count < MAX_PREVIEW_COMMITS + 5; count++)
        gitCommand(long, 'commit', '--quiet', '--allow-empty', '--message', `Step ${count}`)
      const { commits, readme } = await preview(long)
      expect(commits.map(({ subject }) => subject)).toEqual(
        Array.from({ length: MAX_PREVIEW_COMMITS }, (_, at) => `Step ${MAX_PREVIEW_COMMITS + 4 - at}`),
      )
      expect(readme).toBeNull()
      writeFileSync(join(long, 'readme.txt'), 'small')
      gitCommand(long, 'rm', '--quiet', 'README')
      gitCommand(long, 'add', '-A')
      const body = join(folder, 'body.txt')
      writeFileSync(body, `Much to say\n\n${'y'.repeat(MAX_PREVIEW_OBJECT - 1000)}\n`)
      for (let count = 0; count < 3; count++)
        gitCommand(long, 'commit', '--quiet', '--allow-empty', '--file', body)
      const second = await preview(long)
      expect(second.commits.map(({ subject }) => subject)).toEqual(['Much to say', 'Much to say'])
      expect(second.readme).toEqual({ name: 'readme.txt', text: 'small' })
      writeFileSync(body, `Too much\n\n${'y'.repeat(MAX_PREVIEW_OBJECT)}\n`)
      gitCommand(long, 'commit', '--quiet', '--allow-empty', '--file', body)
      expect((await preview(long)).commits).toEqual([])
    })
  })
}
