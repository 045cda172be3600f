/** The bench still runs, tells what it should, and leaves nothing behind: its figures at such sizes say nothing. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { obstacle } from '../discovery/namespaces.ts'
import { partNames, type Part, type Report, type Skipped } from '../../bench/report.ts'

const script = join(import.meta.dirname, '..', '..', 'bench', 'run.mjs')
const folder = mkdtempSync(join(tmpdir(), 'gittorrent-bench-test-'))
const scratch = join(folder, 'scratch')
const json = join(folder, 'report.json')
const noNetworks = obstacle('ip', 'tc')

/** Starts the bench with a folder of its own for what is temporary. */
function start(...words: string[]) {
  const env = { ...process.env, TMPDIR: scratch }
  const child = spawn(process.execPath, [script, '--quick', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { out: '', errors: '' }
  child.stdout.on('data', (chunk) => (output.out += String(chunk)))
  child.stderr.on('data', (chunk) => (output.errors += String(chunk)))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, output, ended }
}

/** Processes that work in the bench's folder, and networks that it made. */
function leftBy({ pid }: ChildProcess) {
  const processes = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && commandOf(name).includes(scratch),
  )
  const networks = noNetworks === null ? execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' }) : ''
  return {
    processes: processes.map(commandOf),
    networks: networks.split('\n').filter((name) => name.startsWith(`gt-${pid}-`)),
    files: readdirSync(scratch),
  }
}
const commandOf = (pid: string) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
const nothing = { processes: [], networks: [], files: [] }

const measured = (part: Part | Skipped | undefined): Part => {
  if (!part || 'skipped' in part) throw new Error(`not run: ${JSON.stringify(part)}`)
  return part
}

describe.runIf(process.platform === 'linux')('npm run bench -- --quick', () => {
  let report: Report
  let run: ReturnType<typeof start>

  beforeAll(async () => {
    mkdirSync(scratch)
    run = start('--json', json)
    // What hangs says where, before the hook's time is over.
    const stuck = setTimeout(() => run.child.kill(), 780_000)
    const code = await run.ended
    clearTimeout(stuck)
    expect(code, run.output.errors).toBe(0)
    report = JSON.parse(readFileSync(json, 'utf8')) as Report
  }, 800_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('describes the machine', () => {
    const { machine, load, quick, rounds } = report
    expect(machine).toMatchObject({
      node: process.version,
      git: expect.stringMatching(/^\d+\.\d+/) as string,
    })
    expect(machine.cores).toBeGreaterThan(0)
    expect(machine.memory).toBeGreaterThan(1e8)
    expect(load.after).toBeGreaterThanOrEqual(0)
    expect({ quick, rounds }).toEqual({ quick: true, rounds: 1 })
  })

  it('times a join beside git clone, plain and checked', () => {
    const { ways, ratios } = measured(report.parts.loopback)
    expect(Object.keys(ways)).toEqual([
      'GitTorrent',
      'git clone',
      'git clone, fsckObjects',
      'git clone, smart HTTP',
    ])
    for (const { rounds, median } of Object.values(ways)) {
      expect(rounds).toHaveLength(1)
      expect(median['joined']).toBeGreaterThan(0)
      expect(median['clientCpu']).toBeGreaterThan(0)
    }
    expect(ways['GitTorrent']!.median['peakClientMemory']).toBeGreaterThan(1e7)
    expect(ratios.find(({ text }) => text === 'joined / git clone')!.value).toBeGreaterThan(0)
  })

  it('tells what a node costs that many fetch from, and that rests', () => {
    const { ways, ratios } = measured(report.parts.seeder)
    const { peakMemory, seederServed, connected } = ways['GitTorrent']!.median
    expect(peakMemory).toBeGreaterThan(1e7)
    // Each of two repositories went out once at least, and both peers stayed.
    expect(seederServed).toBeGreaterThan(3e6)
    expect(connected).toBe(2)
    expect(ratios.every(({ value }) => value !== null)).toBe(true)
  })

  it('times a guest with plain git beside a git server', () => {
    const { ways, ratios } = measured(report.parts.guest)
    expect(Object.keys(ways)).toHaveLength(3)
    for (const { median } of Object.values(ways)) expect(median['seconds']).toBeGreaterThan(0)
    expect(ratios.every(({ value }) => value !== null)).toBe(true)
  })

  it('times publishing beside bundle and pack-objects', () => {
    const { ways } = measured(report.parts.publish)
    expect(Object.keys(ways)).toHaveLength(3)
    for (const { median } of Object.values(ways)) expect(median['seconds']).toBeGreaterThan(0)
  })

  it('times a swarm on links of limited speed beside as many clones, or says why not', () => {
    const part = report.parts.swarm
    if (noNetworks !== null) return expect(part).toEqual({ skipped: noNetworks })
    const { ways, ratios } = measured(part)
    const [join, clone] = [ways['GitTorrent']!.median, ways['git clone']!.median]
    expect(join['slowestDownload']).toBeLessThanOrEqual(join['slowestClone']!)
    // Three joiners of 4 MB: every byte left the seeder at least once, and git sent all of it to each.
    expect(join['seederSent']).toBeGreaterThan(4e6)
    expect(clone['seederSent']).toBeGreaterThan(12e6)
    expect(join['duplicates']).toBeGreaterThanOrEqual(0)
    // A link of 100 Mbit/s carries no more, but for what its bucket holds at first.
    expect(join['goodput']).toBeLessThan((110 * 1e6) / 8)
    const duplicates = ratios.filter(({ text }) => text.startsWith('duplicates'))
    expect(duplicates.map(({ value }) => value! >= 0)).toEqual([true])
    const others = ratios.filter((ratio) => !duplicates.includes(ratio))
    expect(others.every(({ value }) => value !== null && value > 0)).toBe(true)
  })

  it('times commits that arrive at others, and counts what they move', () => {
    const { ways, ratios } = measured(report.parts.updates)
    const ours = ways['GitTorrent']!.median
    expect(ours['arrival']).toBeGreaterThan(0)
    expect(ours['arrivalWorst']).toBeGreaterThanOrEqual(ours['arrivalP95']!)
    if (noNetworks !== null) return expect(ours['carried']).toBeNull()
    // Two commits in two objects each at least, and their references.
    expect(ours['carried']).toBeGreaterThan(1_000)
    expect(ways['git fetch, after each']!.median['carried']).toBeGreaterThan(1_000)
    expect(ratios.every(({ value }) => value !== null && value > 0)).toBe(true)
  })

  it('times a join beside a flood, or says why not', () => {
    const part = report.parts.attack
    if (noNetworks !== null) return expect(part).toEqual({ skipped: noNetworks })
    const { ways, ratios } = measured(part)
    expect(Object.keys(ways)).toHaveLength(4)
    for (const { median } of Object.values(ways)) expect(median['joined']).toBeGreaterThan(0)
    expect(ratios.every(({ value }) => value !== null && value > 0)).toBe(true)
  })

  it('counts what a lone tracker carries', () => {
    const { announces, perSecond, peakMemory } = measured(report.parts.tracker).ways['gittorrent tracker']!
      .median
    expect(announces).toBeGreaterThan(0)
    expect(perSecond).toBeGreaterThan(0)
    expect(peakMemory).toBeGreaterThan(1e7)
  })

  it('measures a node at rest, or says why not', () => {
    const part = report.parts.idle
    if (noNetworks !== null) return expect(part).toEqual({ skipped: noNetworks })
    for (const { rounds } of Object.values(measured(part).ways)) expect(rounds.length).toBeGreaterThan(0)
  })

  it('leaves no part out: each ran, or says why it was skipped', () => {
    expect(Object.keys(report.parts).toSorted()).toEqual(partNames.toSorted())
    for (const part of Object.values(report.parts)) {
      if ('skipped' in part) expect(part.skipped).not.toBe('')
      else expect(Object.values(part.ways).every(({ rounds }) => rounds.length > 0)).toBe(true)
    }
  })

  it('prints the same for people', () => {
    expect(run.output.out).toContain('loopback: one publisher, one joiner')
    expect(run.output.out).toContain('joined / git clone with fsckObjects: ')
    expect(run.output.out).not.toMatch(/NaN|undefined|null/)
  })

  it('leaves nothing behind', () => expect(leftBy(run.child)).toEqual(nothing))

  it.each(noNetworks === null ? ['loopback', 'swarm'] : ['loopback'])(
    'leaves nothing behind when it is interrupted in %s',
    async (part) => {
      const { child, output, ended } = start(part)
      await new Promise<void>((resolve) => {
        child.stderr.on('data', () => output.errors.includes(`${part}, round 1`) && resolve())
        child.once('close', () => resolve())
      })
      const busy = leftBy(child)
      expect([busy.processes, busy.files]).not.toContainEqual([])
      if (part === 'swarm') expect(busy.networks.length).toBeGreaterThan(3)
      child.kill('SIGINT')
      expect(await ended).toBe(130)
      await expect.poll(() => leftBy(child)).toEqual(nothing)
    },
  )

  it('refuses words that it does not know, and says which it does', async () => {
    const { output, ended } = start('clone')
    expect(await ended).toBe(2)
    expect(output.errors).toContain('there is no part clone')
    expect(output.errors).toContain('loopback, swarm, publish')
  })
})
