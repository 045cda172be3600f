/** A node of the built command line, as a process of its own, perhaps in a network of its own. */
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectControl } from '../src/main/control/connect-control.ts'
import type { Client } from '../src/shared/rpc/client.ts'
import { firstLine } from './first-line.ts'
import type { Workspace } from './workspace.ts'

export interface BenchNode {
  readonly pid: number
  /** Where a clone may go. */
  readonly clone: string
  /** The local socket that the command line uses: asking over it starts no process. */
  readonly client: Client
  /** Runs a command of the command line against this node, and gives its JSON. */
  command<T>(...words: string[]): Promise<T>
  /** What a command says of itself. */
  help(command: string): Promise<string>
  /** What it has on disk: another can be started with it after `end`. */
  readonly folder: string
  end(): Promise<void>
  /** Ends it and removes all that it has. */
  stop(): Promise<void>
}

export interface NodePlace {
  readonly name: string
  /** Its address in its network. */
  readonly address: string
  /** What runs a command in that network; empty for the machine's own. */
  readonly exec: readonly string[]
  /** Of a node that has ended. Default: a new one. */
  readonly folder?: string
}

const SEEN_WITHIN = 30_000

export async function startNode(
  root: string,
  workspace: Workspace,
  { name, address, exec, folder = mkdtempSync(join(workspace.folder, `${name}-`)) }: NodePlace,
): Promise<BenchNode> {
  const program = [...exec, process.execPath, join(root, 'out', 'main', 'cli.js')]
  const here = ['--data-dir', join(folder, 'data'), '--json']
  const child = workspace.start([
    ...program,
    'start',
    ...here,
    ...['--name', name, '--port', '0', '--interface', address, '--clones', join(folder, 'clones')],
  ])
  await firstLine(child, 'a node')
  const client = await connectControl(join(folder, 'data'))
  const end = () => {
    client.close()
    return workspace.end(child)
  }
  return {
    pid: child.pid!,
    clone: join(folder, 'clone'),
    client,
    command: async <T>(...words: string[]) =>
      JSON.parse(await workspace.run([...program, ...words, ...here])) as T,
    help: (command) => workspace.run([...program, command, '--help']),
    folder,
    end,
    async stop() {
      await end()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Resolves when a node has heard of a project and checked its signature, as its user would see it in the list. */
export async function untilSeen({ client }: BenchNode, repoHash: string): Promise<void> {
  const deadline = Date.now() + SEEN_WITHIN
  while (Date.now() < deadline) {
    const { projects } = await client.call('nearby', {})
    if (projects.some((project) => project.repoHash === repoHash && project.verified)) return
    await delay(50)
  }
  throw new Error(`a project was not seen nearby within ${SEEN_WITHIN / 1000} s`)
}
