/**
 * Choosing the cheapest set of things that, put in some order, each find what they need, and together meet all targets.
 * Sets are bit masks; a goal is the mask of the items of which one must be chosen to meet it.
 */

export interface CoverItem {
  /** This item's bit. */
  readonly mask: bigint
  readonly cost: number
  readonly needs: readonly bigint[]
}

/** Goals looked at before the best set so far is taken: bounds the time that a hostile list can cost (about 0.1 s). */
const MAX_WORK = 1_000_000

const meets = (set: bigint, goals: readonly bigint[]): boolean => goals.every((goal) => (goal & set) !== 0n)

/**
 * The mask of the cheapest set, or null if there is none. Exact for lists that publishers make; for one that is built
 * to be hard, a set without a superfluous item.
 */
export function cheapestCover(items: readonly CoverItem[], targets: readonly bigint[]): bigint | null {
  const reachable = closure(items, ~0n)
  if (!meets(reachable, targets)) return null
  const usable = items.filter(({ mask }) => (mask & reachable) !== 0n)
  const start = withoutSpare(usable, targets, reachable)
  return new Search(usable, targets, reachable, start).run()
}

/** Which items of `allowed` can be applied one after the other, from nothing. */
function closure(items: readonly CoverItem[], allowed: bigint): bigint {
  let reached = 0n
  let waiting = items.filter(({ mask }) => (mask & allowed) !== 0n)
  for (;;) {
    const rest = waiting.filter(({ mask, needs }) => {
      const fits = meets(reached, needs)
      if (fits) reached |= mask
      return !fits
    })
    if (rest.length === waiting.length) return reached
    waiting = rest
  }
}

/** Leaves out, the most expensive first, whatever the targets can be met without. */
function withoutSpare(items: readonly CoverItem[], targets: readonly bigint[], all: bigint): bigint {
  let chosen = all
  for (const { mask } of [...items].sort((a, b) => b.cost - a.cost)) {
    const fewer = closure(items, chosen & ~mask)
    if (meets(fewer, targets)) chosen = fewer
  }
  return chosen
}

function costOf(items: readonly CoverItem[], set: bigint): number {
  return items.reduce((sum, { mask, cost }) => ((mask & set) === 0n ? sum : sum + cost), 0)
}

/** Branch and bound, from the targets backwards: each unmet goal is met by each of its items in turn, cheap ones first. */
class Search {
  private work = 0
  private best: bigint
  private bestCost: number
  private readonly byCost: readonly CoverItem[]
  /** Goals in all of the items: what one look at the order costs. */
  private readonly weight: number

  constructor(
    private readonly items: readonly CoverItem[],
    private readonly targets: readonly bigint[],
    private readonly reachable: bigint,
    start: bigint,
  ) {
    this.weight = items.reduce((sum, { needs }) => sum + needs.length, 0)
    this.byCost = [...items].sort((a, b) => a.cost - b.cost)
    this.best = start
    this.bestCost = costOf(items, start)
  }

  run(): bigint {
    this.visit(0n, 0, this.targets, this.reachable)
    return this.best
  }

  /** @param allowed items not yet decided against: each set is visited once */
  private visit(chosen: bigint, cost: number, goals: readonly bigint[], allowed: bigint): void {
    this.work += this.items.length + goals.length
    if (cost >= this.bestCost || this.work > MAX_WORK) return
    const open = goals.filter((goal) => (goal & chosen) === 0n)
    const goal = open[0]
    if (goal === undefined) {
      this.complete(chosen, cost, allowed)
      return
    }
    let rest = allowed
    for (const item of this.byCost) {
      if ((item.mask & goal & rest) === 0n) continue
      rest &= ~item.mask
      this.visit(chosen | item.mask, cost + item.cost, [...open, ...item.needs], rest | item.mask)
    }
  }

  /** All goals are met; but two items may be waiting for one another, and only a further one gets them going. */
  private complete(chosen: bigint, cost: number, allowed: bigint): void {
    this.work += this.weight
    const reached = closure(this.items, chosen)
    if (meets(reached, this.targets)) {
      this.best = reached
      this.bestCost = costOf(this.items, reached)
      return
    }
    const stuck = this.items.filter(({ mask }) => (mask & chosen & ~reached) !== 0n)
    // Some item outside must give one of the needs that nothing reached gives.
    const missing = stuck.flatMap(({ needs }) => needs.filter((need) => (need & reached) === 0n))
    const helpers = missing.reduce((sum, need) => sum | need, 0n) & ~chosen & allowed
    if (helpers !== 0n) this.visit(chosen, cost, [helpers], allowed)
  }
}
