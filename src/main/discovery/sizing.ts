/**
 * What a node takes its network for. Who has just come can't know; were he to take it for a small one, he would say all his
 * projects by multicast until he had heard fifty others, and hundreds who come together would do so all at once.
 */
import {
  FEW_NODES,
  GROWING,
  LARGE_NETWORK,
  LISTEN_FIRST,
  MANY_NODES_A_SECOND,
  MAX_UNSURE,
  SIZING_INTERVAL,
} from './limits.ts'
import { isLarge } from './network-size.ts'

/**
 * listening: says nothing yet. unsure: its own service, and a directory beside it; so nobody waits for the projects.
 * small: a service for each project as well. large: as unsure.
 */
export type NetworkSize = 'listening' | 'unsure' | 'small' | 'large'

export interface SizingOptions {
  /** How many others there are. */
  readonly nodes: () => number
  /** It is another size now. */
  readonly changed: (before: NetworkSize) => void
  readonly now: () => number
  /** LARGE_NETWORK, unless a test takes fewer for many. */
  readonly large: number
}

export type Sizing = ReturnType<typeof createSizing>

export function createSizing({ nodes, changed, now, large }: SizingOptions) {
  let size: NetworkSize = 'listening'
  let began = 0
  let heard = 0
  let timer: NodeJS.Timeout | undefined

  const become = (next: NetworkSize) => {
    if (next === size) return
    const before = size
    size = next
    changed(before)
  }

  const decide = () => {
    const count = nodes()
    const isFirst = size === 'listening'
    const quiet = count - heard < (isFirst ? FEW_NODES : MANY_NODES_A_SECOND * (large / LARGE_NETWORK))
    heard = count
    if (isLarge(count + 1, false, large)) return become('large')
    if (quiet || now() - began >= MAX_UNSURE) return become('small')
    become('unsure')
    timer = setTimeout(decide, SIZING_INTERVAL)
  }

  return {
    size: () => size,

    /** A network was entered: listens a moment, and then says what it is. */
    start() {
      clearTimeout(timer)
      began = now()
      heard = nodes()
      become('listening')
      timer = setTimeout(decide, LISTEN_FIRST)
    },

    /** Others came or went. */
    look() {
      if (size === 'small' || size === 'large')
        become(isLarge(nodes() + 1, size === 'large', large) ? 'large' : 'small')
    },

    /**
     * How many others to reckon with: who has heard of many in a short while will hear of as many again.
     */
    around() {
      const count = nodes()
      if (size === 'unsure') return Math.max(count, LARGE_NETWORK)
      return size === 'large' && now() - began < GROWING ? 2 * count : count
    },

    stop: () => clearTimeout(timer),
  }
}
