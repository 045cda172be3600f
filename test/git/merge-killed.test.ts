/** A merge that is killed at any moment, alone or with the git processes it started: SEED=n runs one such row again. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { beforeAll, describe, expect, it } from 'vitest'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { gitCommand } from './git-command.ts'
import { at as workAt, type Work } from './history-setup.ts'
import { begin, mergeInto, peerCommit, userAt, type Change } from './merge-setup.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('merge-killed')
userAt(folder)
const seed = Number(process.env['SEED'] ?? 1)
const ROUNDS = Number(process.env.KILLS ?? 8)
const FILES = 300
/** What git doesn't know: a merge may break off, but these stay. */
const MINE = {
  'mine.txt': 'untracked',
  'x.log': 'ignored',
  'd0/mine.log': 'ignored too',
  'new/mine': 'beside',
}

let driver = ''
let template: Work
let theirs = ''
let diverged = ''
/** Milliseconds of a whole merge on this machine. */
let whole = 0

beforeAll(async () => {
  const outDir = mkdtempSync(join(folder, 'driver-'))
  const entry = fileURLToPath(new URL('./merge-driver.ts', import.meta.url))
  const output = { entryFileNames: 'driver.mjs' }
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: entry, outDir, minify: false, target: 'node20', rollupOptions: { output } },
  })
  driver = join(outDir, 'driver.mjs')
  const files: Record<string, string> = { '.gitignore': '*.log\n' }
  const changes: Record<string, Change> = { big: 'x'.repeat(3_000_000), 'd1/f1': null, 'd2/f2': 'a file\n' }
  for (let n = 0; n < FILES; n++) files[`d${n % 7}/f${n}`] = `${n}\n`
  for (let n = 7; n < FILES; n += 2) changes[`d${n % 7}/f${n}`] = `theirs ${n}\n`
  for (let n = 0; n < FILES; n++) changes[`new/${n % 5}/g${n}`] = `new ${n}\n`
  template = begin(folder, 'template', {})
  for (const [name, text] of Object.entries(files)) template.write(name, text)
  template.run('add', '--all')
  template.run('commit', '-qm', 'Begin')
  theirs = peerCommit(template, changes)
  diverged = peerCommit(template, { mine: 'committed\n' })
  for (const [name, text] of Object.entries(MINE)) template.write(name, text)
  whole = await killedAfter(copy('whole'), Infinity, false)
})

function copy(name: string, branch = ''): Work {
  const path = join(folder, name)
  cpSync(template.path, path, { recursive: true, preserveTimestamps: true })
  const repo = workAt(path)
  if (branch === 'diverged') repo.run('reset', '-q', '--hard', diverged)
  // The copy has other inodes.
  repo.run('update-index', '-q', '--refresh')
  return repo
}

/** Processes below one, by Linux's table of them; elsewhere none is found, and the parent dies alone. */
function descendants(pid: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) return []
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])] as const]
    } catch {
      return []
    }
  })
  const below = (of: number): readonly number[] =>
    parents.flatMap(([child, parent]) => (parent === of ? [child, ...below(child)] : []))
  return below(pid)
}

/** @returns milliseconds that the merge was given, or took */
async function killedAfter(repo: Work, delay: number, withGit: boolean): Promise<number> {
  const child = spawn(process.execPath, [driver, repo.path, theirs], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  await once(child.stdout, 'data')
  const started = performance.now()
  const kill = () => {
    const all = withGit ? descendants(child.pid!) : []
    child.kill('SIGKILL')
    for (const pid of all) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It was done.
      }
    }
  }
  const timer = delay === Infinity ? undefined : setTimeout(kill, delay)
  // A git process that survives has the pipe no longer: it ends on its own.
  await ended
  clearTimeout(timer)
  return performance.now() - started
}

const quiet = async (repo: Work) => {
  for (let waited = 0; waited < 3000; waited += 50) {
    if (!existsSync(join(repo.path, '.git', 'index.lock'))) return
    await new Promise((done) => setTimeout(done, 50))
  }
}

/** Merges again, and does what a refusal says until it is done; returns the files that had to be deleted. */
async function mergeAgain(repo: Work): Promise<readonly string[]> {
  const deleted: string[] = []
  for (let tries = 0; tries < 5; tries++) {
    const outcome = await mergeInto(repo, theirs)
    if (outcome.kind !== 'refused') {
      expect(['forward', 'merged', 'nothing']).toContain(outcome.kind)
      return deleted
    }
    const lock = /if no git is running, delete (\/.+\.lock)$/.exec(outcome.reason)?.[1]
    if (lock === undefined) throw new Error(`refused: ${outcome.reason}`)
    expect(existsSync(lock)).toBe(true)
    rmSync(lock)
    deleted.push(lock)
  }
  throw new Error(`still refused after ${deleted.join(', ')}`)
}

describe.each([
  ['alone', false],
  ['with its git', true],
] as const)('killed %s', (how, withGit) => {
  const random = createRandom(seed + (withGit ? 1000 : 0))
  const rounds = Array.from({ length: ROUNDS / 2 }, (_, round) => {
    const part = nextRandom(random)
    // Files are written in the second half, and the end differs from run to run.
    return [round, round % 3 === 0 ? part : 0.55 + part / 2] as const
  })
  it.each(rounds)(`round %i, at %f of it (SEED=${seed})`, async (round, part) => {
    const repo = copy(`${how}-${round}`, round % 2 ? 'diverged' : '')
    const before = repo.run('rev-parse', 'HEAD')
    await killedAfter(repo, part * whole, withGit)
    if (!withGit) await quiet(repo)

    const head = repo.run('rev-parse', 'HEAD')
    const parents = repo.run('show', '-s', '--format=%P', 'HEAD')
    expect([before, theirs].includes(head) || parents === `${before} ${theirs}`).toBe(true)
    expect(gitCommand(repo.path, 'fsck', '--strict', '--no-dangling')).toBe('')
    const expectMine = () => {
      for (const [name, text] of Object.entries(MINE)) expect(repo.read(name)).toBe(text)
    }
    expectMine()
    const deleted = await mergeAgain(repo)
    if (!withGit) expect(deleted).toEqual([])
    expectMine()
    expect(repo.run('status', '--porcelain').split('\n')).toEqual(['?? mine.txt', '?? new/mine'])
    expect(repo.read('big')).toHaveLength(3_000_000)
    expect(repo.run('merge-base', '--is-ancestor', theirs, 'HEAD')).toBe('')
    rmSync(repo.path, { recursive: true })
  })
})

describe('what a crash leaves', () => {
  const crashed = (name: string) => {
    const repo = copy(name)
    const before = repo.run('rev-parse', 'HEAD')
    const note = join(repo.path, '.git', 'gittorrent-move')
    // No process has this number.
    const leave = () => writeFileSync(note, JSON.stringify({ before, after: theirs, pid: 2 ** 30 }))
    return { repo, before, note, leave }
  }

  it('files that are half written go back, also in the middle of one', async () => {
    const { repo, leave, note } = crashed('half')
    repo.write('big', 'x'.repeat(1_000_000))
    repo.write('d0/f7', 'theirs 7\n')
    repo.write('d2/f9', 'the')
    repo.write('d4/f11', '')
    rmSync(join(repo.path, 'd1/f1'))
    leave()
    expect(await mergeInto(repo, theirs)).toMatchObject({ kind: 'forward' })
    expect(repo.run('status', '--porcelain').split('\n')).toEqual(['?? mine.txt', '?? new/mine'])
    expect([existsSync(note), repo.read('big').length]).toEqual([false, 3_000_000])
  })

  it('but not what the user did since', async () => {
    const { repo, before, leave, note } = crashed('edited')
    // The files and the index are there, the branch is not moved.
    repo.run('read-tree', '-m', '-u', before, theirs)
    leave()
    repo.write('d0/f7', 'mine since')
    await expectRefused(repo, /not committed/)
    repo.run('reset', '-q', '--hard')
    leave()
    repo.write('big', 'my own')
    repo.write('d2/f9', 'my own')
    await expectRefused(repo, /not committed/)
    repo.run('checkout', '-q', '--', 'd2/f9')
    await expectRefused(repo, /^big is in the way/)
    expect([existsSync(note), repo.read('big')]).toEqual([false, 'my own'])
  })

  it('but not while the process that wrote it lives', async () => {
    const { repo, before, note } = crashed('alive')
    writeFileSync(note, JSON.stringify({ before, after: theirs, pid: process.ppid }))
    repo.write('d0/f7', 'theirs 7\n')
    await expectRefused(repo, /not committed/)
    expect([existsSync(note), repo.read('d0/f7')]).toEqual([true, 'theirs 7\n'])
    writeFileSync(note, '{"before":')
    await expectRefused(repo, /not committed/)
    expect(existsSync(note)).toBe(false)
  })

  async function expectRefused(repo: Work, named: RegExp) {
    const files = repo.run('status', '--porcelain')
    const outcome = await mergeInto(repo, theirs)
    expect(outcome).toMatchObject({ kind: 'refused', reason: expect.stringMatching(named) })
    expect(repo.run('status', '--porcelain')).toBe(files)
  }
})
