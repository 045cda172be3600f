import {
  ANSWER_INTERVAL,
  ANSWER_JITTER,
  ANSWER_SPREAD,
  LARGE_NETWORK,
  MAX_CROWD,
  SMALL_NETWORK,
} from './limits.ts'

/**
 * How much rarer everybody speaks when there are many: what all of them say together grows with their number, and what is
 * heard of it by all with its square. 1 on a network that is not large. Nodes may be invented: it has a bound.
 */
export const crowdOf = (nodes: number): number => Math.min(MAX_CROWD, Math.max(1, nodes / LARGE_NETWORK))

/**
 * How long the same question is not answered again, and over which time the answers of all are spread: all nodes together send
 * one packet in ANSWER_SPREAD, however many questions are asked.
 * @param packets of one node's answer
 */
export function answerPace(
  nodes: number,
  packets: number,
): { readonly interval: number; readonly spread: number } {
  const all = Math.min(nodes, LARGE_NETWORK * MAX_CROWD) * packets * ANSWER_SPREAD
  return { interval: Math.max(ANSWER_INTERVAL, all), spread: Math.max(ANSWER_JITTER, all) }
}

/**
 * Whether a network is too large for a service of each project. It has to shrink a good deal before it is small again, so that
 * one who comes and goes doesn't make everybody change.
 * @param nodes on it, this one included
 */
export const isLarge = (nodes: number, before: boolean, large = LARGE_NETWORK): boolean =>
  before ? nodes > Math.floor((large * SMALL_NETWORK) / LARGE_NETWORK) : nodes >= large
