/** Whether a process still runs, and is the one that was meant: numbers of processes are given again. */
import { readFileSync } from 'node:fs'

export interface ProcessName {
  readonly pid: number
  /** When it began, as beganAt tells; null where that wasn't known. */
  readonly began: string | null
}

/** Something that two processes of one number never share; null where the system doesn't tell. */
export function beganAt(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is a name in brackets that may hold anything; the 22nd is the time since the start of the system.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
    return ticks === undefined ? null : `${boot}:${ticks}`
  } catch {
    return null
  }
}

export function isRunning({ pid, began }: ProcessName): boolean {
  if (!isAlive(pid)) return false
  const now = beganAt(pid)
  if (began !== null && now !== null) return began === now
  // Without that, this process can't be the one before it: in a container all have the same number.
  return pid !== process.pid
}

/** Whether a process of that number runs; one that we may not signal runs too. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
