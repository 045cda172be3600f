/** A folder and the processes of one run: all gone with it, however it ends. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildHistory, type HistoryOptions } from '../test/git/build-history.ts'
import { testEnvironment } from '../test/git/git-command.ts'

export interface Workspace {
  readonly folder: string
  /** Starts a process, for this run at most. Its stdout and stderr are pipes. */
  start(command: readonly string[]): ChildProcess
  /** Runs a process to its end and gives its stdout; an Error with its stderr when it fails. */
  run(command: readonly string[], cwd?: string): Promise<string>
  /** Ends a process that was started here, and resolves when it has. */
  end(child: ChildProcess): Promise<void>
  /** A generated repository; each is built once a run. */
  repository(history: HistoryOptions): Promise<Repository>
}

export interface Repository {
  readonly folder: string
  /** What it is, for a title: `305 MB, 80,000 commits`. */
  readonly description: string
}

/** How long a process that was told to end may take, in milliseconds. */
const PATIENCE = 10_000

export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'gittorrent-bench-'))
  const running = new Set<ChildProcess>()
  const repositories = new Map<string, Promise<Repository>>()

  process.once('exit', () => {
    for (const child of running) signalGroup(child, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })

  const start = (command: readonly string[], cwd = folder) => {
    // A group of its own, so that it can be ended with the children that it started.
    const child = spawn(command[0]!, command.slice(1), {
      cwd,
      env: testEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    running.add(child)
    child.once('exit', () => running.delete(child))
    return child
  }

  return {
    folder,
    start,
    run(command, cwd) {
      return new Promise((resolve, reject) => {
        const child = start(command, cwd)
        let out = ''
        let errors = ''
        child.stdout!.on('data', (chunk) => (out += String(chunk)))
        child.stderr!.on('data', (chunk) => (errors += String(chunk)))
        child.once('error', reject)
        child.once('close', (code) =>
          code === 0 ? resolve(out) : reject(new Error(`${command.join(' ')} ended with ${code}: ${errors}`)),
        )
      })
    },
    end(child) {
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        const lastWord = setTimeout(() => signalGroup(child, 'SIGKILL'), PATIENCE)
        child.once('exit', () => {
          clearTimeout(lastWord)
          resolve()
        })
        child.kill('SIGTERM')
      })
    },
    repository(history) {
      const name = `history-${history.commits}-${history.megabytes}`
      const known = repositories.get(name) ?? build(join(folder, name), history)
      repositories.set(name, known)
      return known
    },
  }
}

async function build(folder: string, history: HistoryOptions): Promise<Repository> {
  await buildHistory(folder, history)
  const packs = join(folder, '.git', 'objects', 'pack')
  const bytes = readdirSync(packs).reduce((sum, name) => sum + statSync(join(packs, name)).size, 0)
  return {
    folder,
    description: `${Math.round(bytes / 1e6)} MB, ${history.commits.toLocaleString('en')} commits`,
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // It has ended in this moment.
  }
}
