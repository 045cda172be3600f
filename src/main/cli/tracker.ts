import { InvalidArgumentError, type Command } from 'commander'
import { isIP } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { MAX_EXPIRES, startLoneTracker, TRACKER_PORT } from '../host/tracker/lone-tracker.ts'
import { print, withExamples, type CommonOptions } from './command.ts'
import { portNumber } from './port-number.ts'

interface TrackerOptions extends Pick<CommonOptions, 'json'> {
  readonly port?: number
  readonly maxExpires?: number
  readonly host?: string
}

export function addTracker(program: Command): void {
  withExamples(program.command('tracker'), [
    'gittorrent tracker --port 7412      # then elsewhere: gittorrent start --tracker URL',
  ])
    .description('run a tracker alone, for a machine that is always on; SIGINT and SIGTERM end it')
    .option('--data-dir <dir>', 'taken as by every command; a tracker keeps nothing on disk')
    .option('--json', 'one JSON value on stdout, and nothing else there')
    .option('--port <n>', `TCP port (${TRACKER_PORT}; 0: any)`, portNumber)
    .option('--host <ip>', 'listen at this address only', ipLiteral)
    .option('--max-expires <s>', 'the longest that peers are listed without asking again', seconds)
    .action(async (options: TrackerOptions) => {
      const { port = TRACKER_PORT, host, maxExpires } = options
      // What an answer leaves behind is little and short-lived: more room for it is only more memory, by half, and more
      // threads to sweep it cost more than they save.
      for (const flag of ['--semi-space-growth-factor=1', '--no-parallel-scavenge']) setFlagsFromString(flag)
      const tracker = await startLoneTracker({ port, host, maxExpires })
      const ended = new Promise<void>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve)
      })
      print(options, { url: tracker.url, page: tracker.page, port: tracker.port }, [
        `A tracker is running. Nodes that are given this URL find one another by it:`,
        tracker.url,
        `What it tracks: ${tracker.page}`,
        'Ctrl+C ends it.',
      ])
      await ended
      await tracker.close()
    })
}

function seconds(text: string): number {
  const value = Number(text)
  if (!/^\d{1,6}$/.test(text) || value < 1 || value > MAX_EXPIRES)
    throw new InvalidArgumentError(`Give whole seconds from 1 to ${MAX_EXPIRES}.`)
  return value
}

function ipLiteral(text: string): string {
  if (isIP(text) === 0) throw new InvalidArgumentError('Give an IP address of this computer, like 10.0.4.27.')
  return text
}
