/**
 * Processor time that this process has used, in milliseconds. Tests that tell what takes a moment from what takes minutes measure by
 * it: unlike a clock, it does not run on while the machine works for others.
 */
export function cpuTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
