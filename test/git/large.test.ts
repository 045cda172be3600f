/** 90 MB and 15,000 commits: quick, and in little memory of this process. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import { buildHistory } from './build-history.ts'
import { cloneInto, publish, targetIn } from './compliance/setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('large')

describe('a large repository', () => {
  let source = ''
  beforeAll(async () => {
    source = await buildHistory(join(folder, 'source'), { commits: 15_000, megabytes: 90 })
  })

  it('is always the same', () => {
    expect(gitCommand(source, 'rev-parse', 'HEAD')).toBe('fe308b3f039216f2e7dacefeef11a6ec91077a16')
  })

  it('is published and cloned by git without passing through our memory', async () => {
    const git = await detectGit({ force: 'git' })
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const published = await publish(git, source)
    const clone = await cloneInto(git, published.source, targetIn(folder))
    clearInterval(watch)
    expect(published.packs.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(90e6)
    expect(peak - before).toBeLessThan(60e6)
    expect(gitCommand(clone, 'rev-list', '--count', 'HEAD')).toBe('15000')
    expect(gitCommand(clone, 'status', '--porcelain')).toBe('')
    // Linked, not copied: the clone and its bare repository take hardly more than indexes and the checked-out files.
    const kib = (...paths: string[]) =>
      execFileSync('du', ['-sck', ...paths], { encoding: 'utf8' }).match(/(\d+)\ttotal/)?.[1]
    const packs = join(published.packs[0]?.file ?? '', '..')
    expect(Number(kib(packs, clone, targetIn(folder).bare)) - Number(kib(packs))).toBeLessThan(20_000)
  })

  it('is left to git by the embedded back end', async () => {
    const embedded = await detectGit({ force: 'isomorphic-git' })
    await expect(embedded.open(source)).rejects.toMatchObject({
      code: 'GIT_MISSING',
      action: expect.stringMatching(/install git/),
    })
    const { source: packs } = await publish(await detectGit(), source)
    await expect(cloneInto(embedded, packs, targetIn(folder, 'embedded'))).rejects.toMatchObject({
      code: 'GIT_MISSING',
    })
  })
})
