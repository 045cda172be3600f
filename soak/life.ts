/** One process of a node, from its start to its end, and what it was seen to hold. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { residentMemory } from '../bench/process-cost.ts'
import type { SoakNode } from './node.ts'

export interface Sample {
  /** Milliseconds since its start. */
  readonly at: number
  /** Bytes after garbage collection, buffers too; null where the probe in it has not told. */
  readonly held: number | null
  readonly resident: number
  readonly descriptors: number
  readonly sockets: number
  /** Open files of reels, of which a node keeps some: not among the descriptors. */
  readonly reels: number
  /** Processes that it runs. */
  readonly children: number
  readonly timers: number | null
}

export interface Life {
  readonly label: string
  readonly node: SoakNode
  readonly began: number
  readonly samples: Sample[]
}

/** Adds what Linux and the probe tell of it now; nothing where it has gone. */
export function look({ node, began, samples }: Life): void {
  try {
    const links = readdirSync(`/proc/${node.pid}/fd`).flatMap((name) =>
      linkOf(`/proc/${node.pid}/fd/${name}`),
    )
    const children = readFileSync(`/proc/${node.pid}/task/${node.pid}/children`, 'utf8')
    const reels = links.filter((link) => link.includes('/data/reels/')).length
    const resident = residentMemory(node.pid)
    if (resident === null) return
    const { held = null, timers = null } = node.probe() ?? {}
    samples.push({
      ...{ at: Date.now() - began, held, timers, resident },
      descriptors: links.length - reels,
      reels,
      sockets: links.filter((link) => link.startsWith('socket:')).length,
      children: children.split(' ').filter(Boolean).length,
    })
  } catch {
    // It ended in this moment.
  }
}

/** Closed in this moment, perhaps. */
function linkOf(path: string): readonly string[] {
  try {
    return [readlinkSync(path)]
  } catch {
    return []
  }
}
