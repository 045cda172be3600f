/** How long until one can work, how long until all is there, and what this process holds in memory meanwhile. */
import { join } from 'node:path'
import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import { buildHistory } from './build-history.ts'
import { cloneInto, publish, targetIn } from './compliance/setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'
import { indexAll, joinTip, packOf, verbs } from './tip-first-setup.ts'

const folder = scratchFolder('tip-first-large')
const sizes = [
  { commits: 15_000, megabytes: 90 },
  // Takes minutes: for measuring by hand.
  ...(process.env['GITTORRENT_MEASURE'] ? [{ commits: 80_000, megabytes: 300 }] : []),
]

describe.each(sizes)('$commits commits, $megabytes MB', ({ commits, megabytes }) => {
  it('are usable long before they are whole, in little memory', { timeout: 900_000 }, async () => {
    const git = await detectGit({ force: 'git' })
    const place = join(folder, String(commits))
    const published = await publish(git, await buildHistory(join(place, 'source'), { commits, megabytes }))
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const seconds: Record<string, number> = {}
    const measure = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
      const started = performance.now()
      const result = await work()
      seconds[what] = Math.round(performance.now() - started) / 1000
      return result
    }
    const joined = await measure('usable', () => joinTip(git, published, place))
    await measure('indexed', () => indexAll(git, joined))
    await measure('installed', () => verbs(git).installHistory(joined.install))
    clearInterval(watch)
    await measure('clone at once', () => cloneInto(git, published.source, targetIn(place, 'whole')))
    const size = (kind: 'tip' | 'history') => (statSync(packOf(published, kind)).size / 1e6).toFixed(1)
    const memory = ((peak - before) / 1e6).toFixed(0)
    console.log(
      `${commits} commits, tip ${size('tip')} MB, history ${size('history')} MB, seconds:`,
      seconds,
      `memory of this process: +${memory} MB`,
    )
    expect(gitCommand(joined.target.path, 'rev-list', '--count', 'alice/main')).toBe(String(commits))
    expect(gitCommand(joined.target.path, 'rev-list', '--objects', '--quiet', '--all')).toBe('')
    expect(seconds['usable']).toBeLessThan(seconds['clone at once'] ?? 0)
    expect(peak - before).toBeLessThan(60e6)
  })
})
