import type { Command } from 'commander'
import { resolve } from 'node:path'
import { dataDirOf, print, withCommon, type CommonOptions } from './command.ts'
import { goesToJournal } from './goes-to-journal.ts'
import { interfacesFromEnvironment, interfaceWord } from './interface-option.ts'
import { portNumber } from './port-number.ts'

/** The headless shell, given by the entry point: cli/ and headless/ don't know each other. */
export type RunNode = (options: RunOptions) => Promise<RunningNode>

export interface RunOptions {
  readonly dataDir: string
  readonly name?: string | undefined
  readonly port?: number | undefined
  readonly uiPort?: number | undefined
  readonly clones?: string | undefined
  readonly interfaces?: readonly string[] | undefined
  readonly discovery?: boolean | undefined
  readonly open?: boolean | undefined
  readonly trackers?: readonly string[] | undefined
}

export interface RunningNode {
  readonly ready: {
    readonly ui: string
    readonly port: number
    readonly peerId: string
    readonly dataDir: string
  }
  readonly discovery: string
  readonly trouble: string
  readonly ended: Promise<void>
  stop(): void
}

interface StartOptions extends CommonOptions {
  readonly name?: string
  readonly port?: number
  readonly uiPort?: number
  readonly clones?: string
  readonly interface?: readonly string[]
  readonly discovery: boolean
  readonly open?: boolean
  readonly tracker?: readonly string[]
}

export function addStart(program: Command, runNode: RunNode): void {
  withCommon(
    program.command('start'),
    'gittorrent start --open                          # with its window in the browser',
    'gittorrent start --name Alice --clones ~/hack    # what others see, and where projects go',
    'gittorrent start --interface 10.0.4.27           # on this network alone',
  )
    .description('run a node in the foreground, with its UI at a local address; SIGINT and SIGTERM end it')
    .option('--name <nick>', 'how people nearby see you')
    .option('--port <n>', 'TCP port for peers (0: any)', portNumber)
    .option('--ui-port <n>', 'TCP port of the UI, on this computer only (0: any)', portNumber)
    .option('--clones <dir>', 'where joined projects go')
    .option(
      '--interface <name>',
      'look for people here only: name or address of a network interface; may be given several times',
      interfaceWord,
    )
    .option('--no-discovery', "don't look for people, and don't tell them of this node")
    .option(
      '--tracker <url>',
      'tracker for what this node publishes, kept in its settings; may be given several times',
      (url: string, before: readonly string[] = []) => [...before, url],
    )
    .option('--open', 'open the UI in a browser')
    .action(async (options: StartOptions) => {
      const node = await runNode({
        dataDir: dataDirOf(options),
        name: options.name,
        port: options.port,
        uiPort: options.uiPort,
        clones: options.clones === undefined ? undefined : resolve(options.clones),
        interfaces: options.interface ?? interfacesFromEnvironment(),
        discovery: options.discovery,
        open: options.open,
        trackers: options.tracker,
      })
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, node.stop)
      print(options, node.ready, [
        `GitTorrent is running as peer ${node.ready.peerId.slice(0, 8)} on port ${node.ready.port}, discovery ${node.discovery}.`,
        // A journal is read by others, later: it gets no key to the node.
        goesToJournal() ? 'gittorrent ui prints the address of its UI.' : `Open ${node.ready.ui}`,
        'Ctrl+C ends it.',
      ])
      if (node.trouble !== '') process.stderr.write(`gittorrent: discovery is off: ${node.trouble}\n`)
      await node.ended
    })
}
