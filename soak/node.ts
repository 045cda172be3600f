/** A node of the built program as a process of its own, with a probe in it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { connectControl } from '../src/main/control/connect-control.ts'
import type { Client } from '../src/shared/rpc/client.ts'
import { sampleEvery, STARTS_WITHIN, STOPS_WITHIN } from './limits.ts'
import type { World } from './world.ts'

export interface SoakNode {
  readonly pid: number
  readonly peerId: string
  readonly port: number
  readonly dataDir: string
  readonly client: Client
  /** What the probe in it wrote last; null: nothing yet. */
  probe(): { readonly held: number; readonly timers: number } | null
  signal(signal: NodeJS.Signals): void
  /** Ends it as its user would. Rejects where it doesn't end, or not well, or said something on stderr. */
  stop(): Promise<void>
  /** Takes its life, and resolves when it is gone. */
  kill(): Promise<void>
}

let lives = 0

/** @param onDeath it ended by itself, with these words */
export async function startNode(
  { root, workspace, options }: Pick<World, 'root' | 'workspace' | 'options'>,
  { name, folder }: { readonly name: string; readonly folder: string },
  onDeath: (words: string) => void,
): Promise<SoakNode> {
  const dataDir = join(folder, 'data')
  const probed = join(workspace.folder, `probe-${lives++}.json`)
  const child = workspace.start([
    ...['env', '-u', 'GIT_AUTHOR_DATE', '-u', 'GIT_COMMITTER_DATE'],
    ...[`SOAK_PROBE=${probed}`, `SOAK_PROBE_EVERY=${sampleEvery(options.minutes)}`],
    ...[process.execPath, '--import', join(root, 'soak', 'probe.mjs')],
    ...[join(root, 'out', 'main', 'cli.js'), 'start', '--json', '--name', name, '--data-dir', dataDir],
    ...['--clones', join(folder, 'clones'), '--port', '0', '--interface', '127.0.0.1'],
  ])
  let errors = ''
  let expected = false
  child.stderr!.on('data', (chunk) => (errors += String(chunk)))
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const ready = await new Promise<{ peerId: string; port: number }>((resolve, reject) => {
    createInterface(child.stdout!).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', (code) => reject(new Error(`a node ended at its start with ${code}: ${errors}`)))
    setTimeout(() => reject(new Error(`a node didn't start: ${errors}`)), STARTS_WITHIN).unref()
  })
  void exited.then(() => {
    if (!expected) onDeath(`ended by itself with ${child.exitCode ?? child.signalCode}: ${errors}`)
  })
  const client = await connectControl(dataDir)
  return {
    ...ready,
    pid: child.pid!,
    dataDir,
    client,
    probe() {
      try {
        return JSON.parse(readFileSync(probed, 'utf8'))
      } catch {
        return null
      }
    },
    signal: (signal) => void child.kill(signal),
    async stop() {
      expected = true
      client.close()
      const lastWord = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN)
      child.kill('SIGTERM')
      await exited
      clearTimeout(lastWord)
      if (child.exitCode !== 0) throw new Error(`it was asked to stop, and ended with ${child.signalCode}`)
      if (errors !== '') throw new Error(`it said on stderr: ${errors}`)
    },
    async kill() {
      expected = true
      client.close()
      child.kill('SIGKILL')
      await exited
    },
  }
}
