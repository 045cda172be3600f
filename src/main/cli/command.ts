/** What all commands share: where the node is, what --help shows, and how results and errors are told. */
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

/**
 * A command with the two options that every command takes.
 * @param examples whole lines as they are typed; what follows two spaces and # says what they do
 */
export function withCommon(command: Command, ...examples: readonly string[]): Command {
  return withExamples(command, examples)
    .option('--data-dir <dir>', 'the node to talk to (or GITTORRENT_DATA_DIR)')
    .option('--json', 'one JSON value on stdout, and nothing else there')
}

/** Examples below a command's options in its --help. */
export function withExamples(command: Command, examples: readonly string[]): Command {
  const name = examples.length === 1 ? 'Example' : 'Examples'
  return command.addHelpText('after', `\n${name}:\n${examples.map((line) => `  $ ${line}`).join('\n')}`)
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

/** Whether stdout has its JSON value: a failure after that says so on stderr and by the exit status alone. */
let hasPrinted = false

/** Prints a result: as JSON where asked, else the lines for people. */
export function print(options: CommonOptions, value: unknown, lines: readonly string[]): void {
  hasPrinted = true
  process.stdout.write(options.json ? `${JSON.stringify(value)}\n` : `${lines.join('\n')}\n`)
}

/** One line on stderr: what happened; what to do. The error is the JSON value that `json` gets as well, unless that has one already. */
export function printError(thrown: unknown, json: NodeJS.WriteStream | null = null): void {
  const error = AppError.of(thrown)
  process.stderr.write(`gittorrent: ${error.message}; ${error.action}\n`.replace(/\n(?=.)/g, ' '))
  if (!hasPrinted) json?.write(`${JSON.stringify({ error })}\n`)
}
