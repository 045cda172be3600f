/** Real nodes as processes of the built command line, for tests over real sockets and real mDNS on loopback. */
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const cli = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')

export interface TestNode {
  readonly name: string
  readonly ui: string
  readonly port: number
  readonly peerId: string
  readonly pid: number
  /** Holds `data`, `clones` and whatever a test puts there; removed by `stop`. */
  readonly folder: string
  readonly dataDir: string
  readonly clones: string
  /** Runs a command against this node. */
  run(...args: string[]): Promise<CommandResult>
  /** Runs a command with --json and gives its value; fails the test where the command fails. */
  json<T = Record<string, unknown>>(...args: string[]): Promise<T>
  /** Peak resident memory of the node's process, bytes. */
  peakMemory(): number
  kill(): Promise<void>
  /** Ends the process, keeping its folder, and starts it again. */
  restart(): Promise<TestNode>
  stop(): Promise<void>
}

export interface CommandResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

export interface NodeOptions {
  /** Empty: as at the very first start. */
  readonly name: string
  readonly folder?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** What runs it in a network of its own. */
  readonly exec?: readonly string[]
  /** It chooses its interfaces by itself: for a network of its own. */
  readonly everywhere?: boolean
}

export async function startNode({
  name,
  folder: given,
  args = [],
  env = {},
  exec = [],
  everywhere = false,
}: NodeOptions): Promise<TestNode> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), `gittorrent-${name.toLowerCase()}-`)))
  const dataDir = join(folder, 'data')
  const clones = join(folder, 'clones')
  const [program, ...words] = [...exec, process.execPath, cli]
  const child = spawn(
    program!,
    [
      ...words,
      'start',
      '--json',
      ...(name === '' ? [] : ['--name', name]),
      '--data-dir',
      dataDir,
      '--clones',
      clones,
      '--port',
      '0',
    ]
      .concat(
        everywhere || args.includes('--interface') || args.includes('--no-discovery')
          ? []
          : ['--interface', '127.0.0.1'],
      )
      .concat(args),
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  )
  const ready = await firstLine(child)
  const run = (...words: string[]) => runCli([...words, '--data-dir', dataDir], env)

  const end = (signal: NodeJS.Signals) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      child.once('exit', () => resolve())
      child.kill(signal)
    })

  return {
    ...ready,
    name,
    pid: child.pid!,
    folder,
    dataDir,
    clones,
    run,
    async json<T>(...words: string[]) {
      const { code, stdout, stderr } = await run(...words, '--json')
      if (code !== 0) throw new Error(`gittorrent ${words.join(' ')}: ${stderr}`)
      return JSON.parse(stdout) as T
    },
    peakMemory: () =>
      Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024,
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      return startNode({ name, folder, args, env, exec, everywhere })
    },
    async stop() {
      await end('SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Several at once. Where one can't be started, none is left. */
export async function startNodes<const Names extends readonly string[]>(
  ...names: Names
): Promise<{ -readonly [Index in keyof Names]: TestNode }> {
  const started = await Promise.allSettled(names.map((name) => startNode({ name })))
  const nodes = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await Promise.all(nodes.map((node) => node.stop()))
    throw failed.reason
  }
  return nodes as { -readonly [Index in keyof Names]: TestNode }
}

/** Runs the command line once. */
export function runCli(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, [cli, ...words], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? 1) : 0, stdout, stderr })
    })
  })
}

function firstLine(child: ChildProcess) {
  return new Promise<{ ui: string; port: number; peerId: string }>((resolve, reject) => {
    let out = ''
    let errors = ''
    child.stderr!.on('data', (chunk) => (errors += String(chunk)))
    child.stdout!.on('data', (chunk) => {
      out += String(chunk)
      const end = out.indexOf('\n')
      if (end >= 0) resolve(JSON.parse(out.slice(0, end)))
    })
    child.once('exit', (code) => reject(new Error(`the node ended with ${code}: ${errors}`)))
  })
}
