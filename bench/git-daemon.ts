import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { childrenCpuSeconds } from './process-cost.ts'
import { timed } from './measure.ts'
import type { NodePlace } from './node.ts'
import type { Workspace } from './workspace.ts'

export interface GitDaemon {
  readonly pid: number
  url(repository: string): string
  stop(): Promise<void>
}

const START_LIMIT = 10_000

/** Serves the workspace's repositories over git://. The daemon itself, not through `git`: its process id is ours to end. */
export async function startGitDaemon(
  workspace: Workspace,
  { address, exec }: Pick<NodePlace, 'address' | 'exec'>,
): Promise<GitDaemon> {
  const program = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-daemon')
  const port = await freePort()
  const serve = ['--export-all', `--base-path=${workspace.folder}`, '--reuseaddr', `--listen=${address}`]
  const child = workspace.start([...exec, program, ...serve, `--port=${port}`, '--informative-errors'])
  let errors = ''
  child.stderr!.on('data', (chunk) => (errors += String(chunk)))
  const url = (repository: string) =>
    `git://${address}:${port}/${repository.slice(workspace.folder.length + 1)}`

  const listens = () => workspace.run([...exec, 'git', 'ls-remote', url('nothing')]).catch(String)
  for (const deadline = Date.now() + START_LIMIT; ; await delay(50)) {
    // Only a daemon that listens can say that there is no such repository.
    if (/not found|not exported|no such repository/i.test(String(await listens()))) break
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`git daemon doesn't start: ${errors}`)
  }
  return { pid: child.pid!, url, stop: () => workspace.end(child) }
}

export interface CloneCost {
  readonly seconds: number
  /** CPU seconds of git and its children; right while no other process of ours ends meanwhile. */
  readonly cpu: number | null
}

/** Clones as a user does. `config`: such as `transfer.fsckObjects=true`. */
export async function gitClone(
  workspace: Workspace,
  exec: readonly string[],
  url: string,
  folder: string,
  ...config: readonly string[]
): Promise<CloneCost> {
  const before = childrenCpuSeconds()
  const settings = config.flatMap((setting) => ['-c', setting])
  const { seconds } = await timed(() =>
    workspace.run([...exec, 'git', ...settings, 'clone', '--quiet', url, folder]),
  )
  const after = childrenCpuSeconds()
  return { seconds, cpu: before === null || after === null ? null : after - before }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
