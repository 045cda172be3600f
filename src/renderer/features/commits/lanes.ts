/**
 * The commit graph as lanes, row by row: pages of commits go in, newest first and children before parents, and each row comes
 * out with what is drawn in it. The state that is carried on is small, so that a history of any length is laid out as it comes.
 */
import type { CommitRow, Hex } from '../../../shared/model.ts'

/** Whose lane it is: a peer ID, or null for history that this node's branch shares with others. */
export type Owner = Hex | null

/** Lanes that are drawn; those beyond share one column, so that 300 branches leave room for subjects. */
export const MOST_LANES = 8

/** One line in a row: through it from top to bottom, in from the top to the dot, or out from the dot to the bottom. */
export interface Line {
  readonly part: 'through' | 'in' | 'out'
  /** The column at the top or bottom; for `through` both. */
  readonly lane: number
  readonly owner: Owner
}

export interface Row {
  readonly commit: CommitRow
  readonly lane: number
  readonly owner: Owner
  readonly lines: readonly Line[]
}

interface Lane {
  /** The commit that comes next in it. */
  readonly awaited: Hex
  readonly owner: Owner
  /** False for the place that is kept for HEAD until HEAD comes. */
  readonly begun: boolean
  /** Whether it leads to a first parent: where such lanes of several people meet, history is shared. */
  readonly main: boolean
}

export interface Tips {
  readonly self: Hex
  /** The checked-out commit; null where there is none. */
  readonly head: Hex | null
  /** Whose branches point at a commit. */
  readonly owners: ReadonlyMap<Hex, readonly Hex[]>
}

/** What is carried from page to page. */
export interface Graph {
  readonly tips: Tips
  readonly lanes: readonly (Lane | null)[]
}

/** A graph before its first commit. HEAD's lane is the leftmost, wherever HEAD comes in time. */
export const startGraph = (tips: Tips): Graph => ({
  tips,
  lanes: tips.head === null ? [] : [{ awaited: tips.head, owner: tips.self, begun: false, main: true }],
})

/**
 * Lays out one page more.
 * @param graph   where the last page ended
 * @param commits the next ones
 */
export function layOut(graph: Graph, commits: readonly CommitRow[]): { graph: Graph; rows: Row[] } {
  const lanes = [...graph.lanes]
  const rows = commits.map((commit) => layOutRow(graph.tips, lanes, commit))
  return { graph: { tips: graph.tips, lanes }, rows }
}

function layOutRow(tips: Tips, lanes: (Lane | null)[], commit: CommitRow): Row {
  const arriving = lanes.flatMap((lane, index) => (lane?.awaited === commit.sha ? [{ lane, index }] : []))
  const at = arriving[0]?.index ?? freeLane(lanes)
  const owner = ownerOf(
    tips,
    commit.sha,
    arriving.map(({ lane }) => lane),
  )
  const lines: Line[] = []
  const add = (line: Line) => {
    const there = lines.some((other) => other.part === line.part && other.lane === line.lane)
    if (!there) lines.push(line)
  }
  for (const { lane, index } of arriving) {
    if (lane.begun) add({ part: 'in', lane: column(index), owner: lane.owner })
    lanes[index] = null
  }
  lanes.forEach((lane, index) => {
    if (!lane?.begun) return
    if (index < MOST_LANES) lines.push({ part: 'through', lane: index, owner: lane.owner })
    else add({ part: 'through', lane: MOST_LANES, owner: null })
  })
  commit.parents.forEach((parent, order) => {
    const known = order === 0 ? -1 : lanes.findIndex((lane) => lane?.awaited === parent)
    const to = order === 0 ? at : known >= 0 ? known : freeLane(lanes)
    const before = lanes[to]
    lanes[to] = before
      ? { ...before, begun: true }
      : { awaited: parent, owner, begun: true, main: order === 0 }
    add({ part: 'out', lane: column(to), owner: lanes[to]?.owner ?? owner })
  })
  while (lanes.length > 0 && !lanes.at(-1)) lanes.pop()
  return { commit, lane: column(at), owner, lines }
}

const column = (lane: number) => Math.min(lane, MOST_LANES)

function freeLane(lanes: readonly (Lane | null)[]): number {
  const free = lanes.findIndex((lane) => !lane)
  return free < 0 ? lanes.length : free
}

/** A commit is shared from where this node's first parents meet somebody else's; among others the leftmost lane goes on. */
function ownerOf({ self, owners }: Tips, sha: Hex, arriving: readonly Lane[]): Owner {
  const main = arriving.filter((lane) => lane.main)
  const here = [...main.map((lane) => lane.owner), ...(owners.get(sha) ?? [])]
  if (here.includes(null)) return null
  const mine = here.includes(self)
  if (mine && here.some((owner) => owner !== self)) return null
  if (mine) return self
  return here[0] ?? arriving[0]?.owner ?? null
}
