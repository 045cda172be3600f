/** A discovery in a process of its own: it can be killed, and put into a network namespace. */
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import type { Advert, DiscoveryEvent } from '../../src/main/discovery/types.ts'
import { createListener, type Listener } from './listener.ts'

/** Bundles the driver into a temporary directory, since Node 20 runs no TypeScript. */
export async function buildDriver() {
  const outDir = await mkdtemp(join(tmpdir(), 'discovery-driver-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: fileURLToPath(new URL('./driver.ts', import.meta.url)),
      outDir,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: 'driver.mjs' } },
    },
  })
  return {
    path: join(outDir, 'driver.mjs'),
    remove: () => rm(outDir, { recursive: true, force: true }),
  }
}

export interface NodeProcess extends Listener {
  readonly child: ChildProcess
  readonly advertise: (advert: Advert) => void
  /** Ends it with a goodbye, or without one. */
  readonly end: (how: 'stop' | 'kill -9') => Promise<void>
}

/**
 * Starts the driver and waits until it listens.
 * @param before a command that runs another: `ip netns exec NAME`
 */
export async function startNode(
  driver: string,
  interfaces: 'auto' | readonly string[],
  before: readonly string[] = [],
): Promise<NodeProcess> {
  const [command, ...args] = [...before, process.execPath, driver, JSON.stringify(interfaces)]
  const child = spawn(command!, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const listener = createListener()
  const lines = createInterface({ input: child.stdout })
  await new Promise<void>((resolve, reject) => {
    void ended.then(() => reject(new Error('the node ended before it listened')))
    lines.on('line', (line) => {
      if (line === 'ready') resolve()
      else listener.handle(JSON.parse(line) as DiscoveryEvent)
    })
  })
  return {
    ...listener,
    child,
    advertise: (advert) => void child.stdin.write(`${JSON.stringify(advert)}\n`),
    end: async (how) => {
      if (how === 'stop') child.stdin.end()
      else child.kill('SIGKILL')
      await ended
    },
  }
}
