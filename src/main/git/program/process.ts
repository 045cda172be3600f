/** One git process: started without a shell, in a group of its own, and ended as a group. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import { cleanText } from '../../gtp/text.ts'
import { cancelled, diskFull, notARepository } from '../failures.ts'
import { configArguments, gitEnvironment } from './environment.ts'
import { giveWay } from './give-way.ts'
import { PATIENCE, watchProcess, type Patience } from './watchdog.ts'

/** Bytes of git's own words that are kept: a damaged pack can make it say the same line a million times. */
const MAX_STDERR = 16 * 1024
/** Characters of them in a message: they quote names that a stranger chose. */
const MAX_SAID = 300
/** Milliseconds for git to remove its temporary files before it is killed. */
const KILL_AFTER = 2000

export interface ProcessOptions {
  readonly cwd: string
  readonly signal?: AbortSignal | undefined
  /** Read the user's and the system's configuration as well. Default false. */
  readonly userConfig?: boolean
  readonly config?: readonly (readonly [string, string])[]
  readonly env?: Readonly<Record<string, string>>
  /** An open file that git writes its output to; otherwise output is a pipe. */
  readonly stdout?: number
  /** Where git writes, for the message when that disk is full. Default `cwd`. */
  readonly writesTo?: string
  /** As in node:os: above 0, and others go before it. Default 0. */
  readonly priority?: number
  /** Called with each piece of what git says, for progress. */
  readonly onStderr?: (text: string) => void
}

export interface GitProcess {
  readonly child: ChildProcess
  /** Settles when the process has ended: rejects with an AppError unless it left with 0. */
  readonly done: Promise<void>
}

/**
 * Rejects with GIT_BROKE_OFF where somebody ended it, or it did nothing for too long.
 * @param binary absolute path of the git program
 */
export function startGit(
  binary: string,
  args: readonly string[],
  options: ProcessOptions,
  patience: Patience = PATIENCE,
): GitProcess {
  if (options.signal?.aborted) throw cancelled()
  const child = spawn(binary, [...configArguments(options.config), ...args], {
    cwd: options.cwd,
    env: { ...gitEnvironment(options.userConfig ?? false), ...options.env },
    stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
    // Its own group on POSIX, so that helpers of git end with it; on Windows this would open a console.
    detached: process.platform !== 'win32',
    windowsHide: true,
  })
  if (options.priority) giveWay(child.pid, options.priority)
  // Git may leave before it has read everything; its exit code tells why.
  child.stdin?.on('error', () => undefined)
  let stderr = ''
  let said = 0
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text.length
    options.onStderr?.(text)
    stderr = (stderr + text).slice(-MAX_STDERR)
  })
  const abort = () => endProcess(child)
  options.signal?.addEventListener('abort', abort, { once: true })

  const done = new Promise<void>((resolve, reject) => {
    const endWatch = watchProcess(
      child,
      () => said,
      patience,
      (idleFor) => {
        endProcess(child)
        // Its file system may not let go of it: nobody waits for that.
        for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy()
        const command = commandOf(args)
        reject(brokeOff(`git ${command} did nothing for ${Math.round(idleFor / 1000)} s, and was ended`))
      },
    )
    child.once('error', (error) => {
      endWatch()
      reject(spawnFailure(error, binary, options.cwd))
    })
    child.once('close', (code, signal) => {
      endWatch()
      options.signal?.removeEventListener('abort', abort)
      if (options.signal?.aborted) reject(cancelled())
      else if (code === 0) resolve()
      else reject(gitFailure(args, stderr, code, signal, options.writesTo ?? options.cwd))
    })
  })
  // Callers may first read the output to its end; the failure waits for them.
  done.catch(() => undefined)
  return { child, done }
}

/** Ends a process and its children: politely, then by force. */
export function endProcess(child: ChildProcess): void {
  const pid = child.pid
  if (pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  if (process.platform === 'win32') {
    // git.exe is a wrapper there: ending it alone would leave the real one behind.
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { windowsHide: true }).on('error', () =>
      child.kill(),
    )
    return
  }
  const signalGroup = (signal: NodeJS.Signals) => {
    try {
      process.kill(-pid, signal)
    } catch {
      // It has ended meanwhile.
    }
  }
  signalGroup('SIGTERM')
  const timer = setTimeout(() => signalGroup('SIGKILL'), KILL_AFTER)
  child.once('close', () => clearTimeout(timer))
}

function spawnFailure(error: Error, binary: string, cwd: string): AppError {
  const trouble = AppError.of(error)
  if (trouble.code === 'SYSTEM_TROUBLE') return trouble
  // A folder that is gone makes the same ENOENT as a program that is gone.
  if (!existsSync(cwd)) return notARepository(`${cwd} does not exist any more`)
  return new AppError(
    'GIT_MISSING',
    `git can't be started (${binary}: ${error.message})`,
    'install git again, or start without it',
  )
}

function gitFailure(
  args: readonly string[],
  stderr: string,
  code: number | null,
  signal: string | null,
  writesTo: string,
): AppError {
  if (/No space left on device|Disk quota exceeded|Out of diskspace|not enough space/i.test(stderr))
    return diskFull(writesTo)
  const command = commandOf(args)
  if (signal) return brokeOff(`git ${command} was ended by ${signal}`)
  const said = lastLines(stderr) || `left with ${code}`
  if (/Too many open files|Input\/output error/i.test(stderr))
    return new AppError('SYSTEM_TROUBLE', said, 'close some programs, and see to the disk if it stays', {
      stderr,
    })
  if (/Permission denied|Read-only file system/i.test(stderr)) {
    return new AppError('PERMISSION', said, 'choose a folder that you may write to', { stderr })
  }
  return new AppError(
    'GIT_FAILED',
    `git ${command}: ${said}`,
    'try again; if it stays, report it with this line',
    {
      stderr,
      exitCode: code,
    },
  )
}

const commandOf = (args: readonly string[]) => args.find((argument) => !argument.startsWith('-')) ?? ''

const brokeOff = (message: string) =>
  new AppError(
    'GIT_BROKE_OFF',
    message,
    'see whether the disk answers and there is memory left, and whether a virus scanner holds git up',
  )

// The last words matter; progress lines, warnings and "fatal:" don't.
function lastLines(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .filter((line) => /\S/.test(line) && !/^(warning|hint):|\d+% \(/.test(line))
  const said = lines.slice(-3).map((line) => line.replace(/^(fatal|error): /, ''))
  return cleanText(said.join('; '), MAX_SAID)
}
