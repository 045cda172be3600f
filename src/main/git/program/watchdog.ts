/** Notices a git process that does nothing any more: a disk or a network drive that doesn't answer, a lock that is never given back. */
import type { ChildProcess } from 'node:child_process'
import { readFile } from 'node:fs/promises'

/** How long a process may show no sign of life, where the system tells what it does, and where only its output does. Milliseconds. */
const IDLE_FOR = 2 * 60_000
const IDLE_UNSEEN_FOR = 30 * 60_000
/** A tenth of it; between two looks. Most processes end before the first. */
const LOOKS = 10
/** Processes of a group that are looked at; git starts a few. */
const MAX_SEEN = 32

export interface Patience {
  /** Milliseconds. */
  readonly idle: number
}

export const PATIENCE: Patience = { idle: process.platform === 'linux' ? IDLE_FOR : IDLE_UNSEEN_FOR }

/**
 * Calls `onStuck` once with the milliseconds for which a process has neither used the processor nor read or written anything, unless it
 * waits for this program: for input that has not come yet, or for its output to be read.
 * @returns ends it
 */
export function watchProcess(
  child: ChildProcess,
  said: () => number,
  { idle }: Patience,
  onStuck: (idleFor: number) => void,
): () => void {
  let last = ''
  let since = performance.now()
  let looking = false
  const look = async () => {
    const work = child.pid === undefined ? '' : await workOf(child.pid)
    const now = [said(), child.stdin?.writableLength, child.stdout?.readableLength, work].join()
    if (now !== last || waitsForUs(child)) {
      last = now
      since = performance.now()
    }
    const idleFor = performance.now() - since
    if (idleFor < idle) return
    end()
    onStuck(idleFor)
  }
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    void look().finally(() => (looking = false))
  }, idle / LOOKS).unref()
  const end = () => clearInterval(timer)
  return end
}

function waitsForUs({ stdin, stdout }: ChildProcess): boolean {
  const wantsInput = !!stdin && !stdin.writableEnded && !stdin.destroyed && stdin.writableLength === 0
  return wantsInput || (stdout?.readableLength ?? 0) > 0
}

/** What a process and those that it started have done so far, as a text that changes with it; empty where the system doesn't tell. */
async function workOf(pid: number): Promise<string> {
  if (process.platform !== 'linux') return ''
  const facts: string[] = []
  const pids = [pid]
  for (let one = pids.shift(); one !== undefined && facts.length < MAX_SEEN; one = pids.shift()) {
    const read = (name: string) => readFile(`/proc/${one}/${name}`, 'utf8').catch(() => '')
    const stat = await read('stat')
    // After the name in brackets; the 14th and 15th fields are its times (proc(5)).
    const times = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    facts.push([one, times[11], times[12], await read('io')].join(' '))
    const children = await read(`task/${one}/children`)
    pids.push(...children.split(' ').filter(Boolean).map(Number))
  }
  return facts.join('\n')
}
