/** What a process cost, as Linux tells under /proc; null on other systems. */
import { readFileSync } from 'node:fs'

/** For a daemon to notice that a child of its has ended, and to count what it cost. Milliseconds. */
export const REAPED_AFTER = 300

/** What /proc counts in, per second: USER_HZ, the same on every Linux. */
const TICKS = 100

/**
 * CPU seconds of a process and of its children that have ended.
 * @param pid our own unless given
 */
export function cpuSeconds(pid: number | 'self' = 'self'): number | null {
  const ticks = cpuTicks(pid)
  return ticks && (ticks.own + ticks.children) / TICKS
}

/** CPU seconds of this process's children that have ended, and of theirs. */
export function childrenCpuSeconds(): number | null {
  const ticks = cpuTicks('self')
  return ticks && ticks.children / TICKS
}

/** The most memory that a process ever had resident, bytes. */
export function peakMemory(pid: number): number | null {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

/** Memory that a process has resident now, bytes. */
export function residentMemory(pid: number): number | null {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? null : Number(kilobytes) * 1024
}

function cpuTicks(pid: number | 'self') {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === null) return null
  // The program's name is in parentheses and may hold spaces; utime, stime, cutime and cstime are fields 14 to 17 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number)
  return { own: user + system, children: childrenUser + childrenSystem }
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
