/** Starts flood.mjs with what it needs to be a hostile peer: keys, certificates, and frames that are encoded already. */
import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { giveWay } from '../src/main/git/program/give-way.ts'
import { concatBytes, toHex } from '../src/main/gtp/bytes.ts'
import { PROTOCOL_VERSION } from '../src/main/gtp/limits.ts'
import { encodeMessage } from '../src/main/gtp/messages/encode.ts'
import type { Message } from '../src/main/gtp/types.ts'
import { createCertificate } from '../src/main/net/create-certificate.ts'
import { firstLine } from './first-line.ts'
import type { BenchNode } from './node.ts'
import type { Workspace } from './workspace.ts'

const KEYS = 250
/** Milliseconds until an ended connection is opened again, and between two bursts of messages on one. */
const REOPEN_AFTER = 1_000
const FLOOD_EVERY = 500
const BURST = 50

export interface FloodPlan {
  /** Of the node that is flooded. */
  readonly address: string
  /** Where the hostile process runs, and the addresses that it has there. */
  readonly exec: readonly string[]
  readonly addresses: readonly string[]
  readonly connections: number
  readonly repoHash: string
}

export interface Flood {
  /** Ends it, and gives what it did. */
  stop(): Promise<string>
}

let keys: Promise<readonly { readonly key: string; readonly cert: string }[]> | undefined

export async function startFlood(
  root: string,
  workspace: Workspace,
  node: BenchNode,
  { address, exec, addresses, connections, repoHash }: FloodPlan,
): Promise<Flood> {
  keys ??= Promise.all(Array.from({ length: KEYS }, makeKey))
  const say = (...messages: readonly Message[]) => toHex(concatBytes(messages.flatMap(encodeMessage)))
  const hello = { type: 'hello', version: PROTOCOL_VERSION, name: 'Carol', port: 0, agent: 'test' } as const
  const joins = { type: 'join', repo: repoHash } as const
  const burst = Array.from({ length: BURST }, (_, index): Message =>
    index % 10 === 0
      ? { type: 'join', repo: String(index).padStart(40, '0') }
      : { type: 'request', reel: 'ab'.repeat(32), index },
  )
  const file = join(workspace.folder, `flood-${address}.json`)
  const { node: view } = await node.client.call('status', {})
  const { port } = view.self
  const plan = {
    ...{
      host: address,
      port,
      sources: addresses,
      keys: await keys,
      connections,
      path: `/${repoHash}.gittorrent`,
    },
    ...{ reopenAfter: REOPEN_AFTER, floodEvery: FLOOD_EVERY },
    ...{ hello: say(hello, joins, { type: 'interested' }), flood: say(...burst) },
  }
  writeFileSync(file, JSON.stringify(plan))
  const child = workspace.start([...exec, process.execPath, join(root, 'test', 'hostile', 'flood.mjs'), file])
  giveWay(child.pid, constants.priority.PRIORITY_LOW)
  let last = ''
  createInterface(child.stdout!).on('line', (line) => (last = line))
  await firstLine(child, 'the flood')
  return {
    async stop() {
      await workspace.end(child)
      return last
    },
  }
}

async function makeKey() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string
  return { key, cert: await createCertificate(key) }
}
