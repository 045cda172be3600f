/** A whole host, with the network in memory: days pass by the clock alone. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHost, type Host } from '../../src/main/host/create-host.ts'
import { RETIRED_FOR } from '../../src/main/host/heads/retire-reels.ts'
import { UPKEEP_AFTER, UPKEEP_EVERY } from '../../src/main/host/upkeep.ts'
import { detectGit } from '../../src/main/git/detect-git.ts'
import { createMemoryNetwork } from '../../src/main/net/memory-transport.ts'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { loadIdentity } from '../../src/main/store/identity.ts'
import { createProjectsStore } from '../../src/main/store/projects.ts'
import { createReelStore } from '../../src/main/store/reels.ts'
import { openSettings } from '../../src/main/store/settings.ts'
import { git } from '../git/user-git.ts'

const DAY = 24 * 3600 * 1000

let folder: string
let repo: string
let host: Host
let stop: () => Promise<void>

function commit(name: string): string {
  writeFileSync(join(repo, name), `${name}\n`)
  git(repo, 'add', '-A')
  git(repo, 'commit', '-qm', name)
  return git(repo, 'rev-parse', 'HEAD')
}

async function start(): Promise<void> {
  const dataDir = await openDataDir(join(folder, 'data'))
  const identity = await loadIdentity(dataDir.identity)
  const first = {
    ...{ name: 'Alice', clonesDir: folder, welcomed: true, trusted: [] },
    ...{ uploadLimit: null, downloadLimit: null },
  }
  const transport = createMemoryNetwork().transport({ peerId: identity.peerId, address: '10.0.0.1' })
  host = await createHost(
    {
      ...{
        dataDir,
        identity,
        transport,
        discovery: null,
        version: '0.0.0',
        availableInterfaces: () => [],
        interfacesAreGiven: true,
        addresses: () => [],
        openWith: async () => 'nothing',
      },
      settings: await openSettings(dataDir.settings, first, () => {}),
      projects: createProjectsStore(dataDir.projects),
      reels: createReelStore(dataDir.reels),
      git: await detectGit({ force: 'git' }),
      port: await transport.listen(0),
    },
    { seed: 1, onStop: () => {} },
  )
  stop = async () => {
    await host.stop()
    await dataDir.release()
  }
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.now() })
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-upkeep-'))
  repo = join(folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  commit('one')
  await start()
})
afterEach(async () => {
  await stop()
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

/** Lets time pass, and what it set off come to its end. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const soon = (look: () => unknown) => expect.poll(look, { interval: 20 })

it('forgets what was kept for longer than 30 days: some time after the start, then daily', async () => {
  const sha = commit('two')
  await host.handlers.publish({ path: repo })
  const keep = (days: number) => {
    const ref = `refs/gittorrent/kept/bob/${Math.floor((Date.now() - days * DAY) / 1000)}-${sha}/main`
    git(repo, 'update-ref', ref, sha)
    return ref
  }
  const [old, almost, young] = [keep(30.5), keep(29.5), keep(1)]
  const kept = () => git(repo, 'for-each-ref', '--format=%(refname)', 'refs/gittorrent/kept').split('\n')
  expect(kept()).toHaveLength(3)

  await pass(UPKEEP_AFTER - 1)
  expect(kept()).toContain(old)
  await pass(1)
  await soon(kept).toEqual([almost, young])

  for (let hour = 0; hour < 25; hour++) await pass(UPKEEP_EVERY)
  await soon(kept).toEqual([young])
})

it('a clock that is put forward by a month drops nothing: neither while it runs nor over a restart', async () => {
  const sha = commit('two')
  await host.handlers.publish({ path: repo })
  const ref = `refs/gittorrent/kept/bob/${Math.floor(Date.now() / 1000)}-${sha}/main`
  git(repo, 'update-ref', ref, sha)
  const [entry] = [...host.context.entries.values()]
  const retired = entry!.reels.map(({ id }) => id)
  commit('three')
  entry!.record = { ...entry!.record, growth: { ...entry!.record.growth, forTip: 2 ** 40 } }
  await host.handlers.publish({ path: repo })

  const checked = async () => {
    // The last that it does.
    const forgets = vi.spyOn(host.context.git.updates!, 'forgetKept')
    await pass(UPKEEP_AFTER)
    await soon(() => forgets.mock.settledResults[0]?.type).toBe('fulfilled')
    expect(git(repo, 'for-each-ref', '--format=%(refname)', 'refs/gittorrent/kept')).toBe(ref)
    const there = await readdir(join(folder, 'data', 'reels'))
    for (const id of retired) expect(there).toContain(`${id}.pack`)
  }
  vi.setSystemTime(Date.now() + 31 * DAY)
  await checked()
  await stop()
  vi.setSystemTime(Date.now() + 31 * DAY)
  await start()
  await checked()
  // Nor does one that is put back for good keep anything for ever.
  vi.setSystemTime(Date.now() - 400 * DAY)
  for (let hour = 0; hour < 26; hour++) await pass(UPKEEP_EVERY)
  await soon(() => readdir(join(folder, 'data', 'reels'))).not.toContain(`${retired[0]}.pack`)
})

it('a reel that nothing lists is gone after a start, whatever the node was about to do when it ended', async () => {
  await host.handlers.publish({ path: repo })
  const reels = join(folder, 'data', 'reels')
  const before = await readdir(reels)
  await stop()
  for (const end of ['pack', 'part', 'hashes']) writeFileSync(join(reels, `${'ab'.repeat(32)}.${end}`), 'x')
  await start()
  expect(await readdir(reels)).toEqual(before)
})

it('keeps reels that its list names no longer for a day, over a restart, and no longer', async () => {
  await host.handlers.publish({ path: repo })
  const [entry] = [...host.context.entries.values()]
  const base = entry!.reels.map(({ id }) => id)
  const reels = () => readdir(join(folder, 'data', 'reels'))
  const open = () => host.context.swarm.view().reels.map(({ id }) => id)

  // A new base, as where too much was repeated for HEAD's sake: the list names nothing of the old one.
  commit('two')
  entry!.record = { ...entry!.record, growth: { ...entry!.record.growth, forTip: 2 ** 40 } }
  await host.handlers.publish({ path: repo })
  const listed = entry!.known!.references.reels.map(({ id }) => id)
  for (const id of base) {
    expect(listed).not.toContain(id)
    expect(open()).toContain(id)
  }

  await stop()
  await start()
  for (const id of base) {
    expect(open()).toContain(id)
    expect(await reels()).toContain(`${id}.pack`)
  }

  for (let time = 2 * UPKEEP_EVERY; time < RETIRED_FOR; time += UPKEEP_EVERY) await pass(UPKEEP_EVERY)
  expect(open()).toEqual(expect.arrayContaining(base))
  await pass(2 * UPKEEP_EVERY)
  await soon(open).toEqual(listed)
  await soon(reels).toHaveLength(2 * listed.length)
  for (const id of listed) expect(await reels()).toContain(`${id}.pack`)
})
