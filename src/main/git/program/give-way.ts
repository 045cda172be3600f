import { writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'

/** Of what makes a clone: to what moves blocks, which others wait for, and to what the user runs himself. */
export const WHILE_JOINING = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Lets other processes go before this one: with nothing else to do it costs no time. Linux weighs sessions before the
 * processes in them (sched(7), autogroup), and each of our git processes has a session of its own, which would weigh as
 * much as all that the user runs beside it in one terminal.
 * @param priority as in node:os, above 0
 */
export function giveWay(pid: number | undefined, priority: number): void {
  if (pid === undefined) return
  try {
    setPriority(pid, priority)
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(priority))
  } catch {
    // A sandbox may forbid it, or the process has left already: then it goes on as it is.
  }
}
