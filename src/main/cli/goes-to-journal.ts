import { fstatSync } from 'node:fs'

/**
 * Whether what this process says is kept by a service manager, for others to read later (systemd.exec(5), JOURNAL_STREAM;
 * sd_notify(3), NOTIFY_SOCKET). A terminal, a pipe or a file that the user chose is the user's own.
 */
export function goesToJournal(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['NOTIFY_SOCKET'] !== undefined) return true
  const stream = env['JOURNAL_STREAM']
  if (stream === undefined) return false
  const { dev, ino } = fstatSync(process.stdout.fd)
  return stream === `${dev}:${ino}`
}
