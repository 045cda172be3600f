/** What all commands share: where the node is, and how results and errors are told. */
import type { Command } from 'commander'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { Client } from '../../shared/rpc/client.ts'
import { connectControl } from '../control/connect-control.ts'
import { defaultDataDir } from '../host/default-data-dir.ts'

export interface CommonOptions {
  readonly dataDir?: string
  readonly json?: boolean
}

/** A command with the two options that every command takes. */
export function withCommon(command: Command): Command {
  return command
    .option('--data-dir <dir>', 'the node to talk to (or GITTORRENT_DATA_DIR)')
    .option('--json', 'one JSON value on stdout, and nothing else there')
}

export const dataDirOf = ({ dataDir }: CommonOptions): string => resolve(dataDir ?? defaultDataDir())

/** Talks to the running node, and hangs up afterwards. */
export async function withNode<T>(options: CommonOptions, use: (node: Client) => Promise<T>): Promise<T> {
  const node = await connectControl(dataDirOf(options))
  try {
    return await use(node)
  } finally {
    node.close()
  }
}

/** Prints a result: as JSON where asked, else the lines for people. */
export function print(options: CommonOptions, value: unknown, lines: readonly string[]): void {
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}

/** One line on stderr: what happened; what to do. */
export function printError(thrown: unknown): void {
  const { message, action } = AppError.of(thrown)
  process.stderr.write(`gittorrent: ${message}; ${action}\n`.replace(/\n(?=.)/g, ' '))
}
