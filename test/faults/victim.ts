/** A node on a disk that is given faults, and what is asked of it after each. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MemoryNetwork } from '../../src/main/discovery/memory-discovery.ts'
import { AppError } from '../../src/shared/errors.ts'
import { startHostNode, type HostNode } from '../host/start-host-node.ts'
import { createWorld, forgetWorld, living, type Fault, type World } from './world.ts'

export interface Victim {
  readonly node: HostNode
  readonly world: World
}

/** On a new disk, or one that a node has left. */
export async function startVictim(
  name: string,
  network: MemoryNetwork,
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-fault-')),
  fault: Fault | null = null,
): Promise<{ readonly world: World; readonly started: Promise<HostNode> }> {
  const world = createWorld(folder)
  world.fault = fault
  return { world, started: living.run(world, () => startHostNode(name, network, undefined, folder)) }
}

/** The process has gone: what is left of it in this one says nothing more, and its lock is nobody's. */
export async function bury(world: World, node: HostNode | null): Promise<void> {
  if (node) {
    void node.host.stop().catch(() => undefined)
    await node.host.context.transport.close()
  }
  const lock = join(world.folder, 'data', 'node.lock')
  if (existsSync(lock)) writeFileSync(lock, '999999999 - gone\n')
  forgetWorld(world)
}

/** Ends with the deed, or with the world. An error that says what to do is an end. */
export async function deed(world: World, work: () => Promise<unknown>): Promise<AppError | null> {
  const done = living.run(world, work).then(
    () => null,
    (thrown: unknown) => {
      const error = AppError.of(thrown)
      if (error.action === '') throw thrown
      return error
    },
  )
  return Promise.race([done, world.died.then(() => null)])
}

export function remove({ folder }: World): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
