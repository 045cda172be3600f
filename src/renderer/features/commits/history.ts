/** The list of commits as it grows page by page, with its graph and what is unread. */
import type { CommitPage, CommitRow, Hex, Project } from '../../../shared/model.ts'
import { badgesOf, ownersOf, type Badge } from './badges.ts'
import { findFresh, startSearch, type Search } from './fresh.ts'
import { layOut, startGraph, type Graph, type Row } from './lanes.ts'

export interface History {
  readonly rows: readonly Row[]
  readonly badges: ReadonlyMap<Hex, readonly Badge[]>
  readonly fresh: ReadonlySet<Hex>
  /** Columns of the graph so far. */
  readonly columns: number
  /** Whether older ones follow. */
  readonly more: boolean
  readonly graph: Graph
  readonly search: Search
}

/** A history of which nothing was loaded yet. */
export function startHistory(project: Project, self: Hex): History {
  const head = project.workingTree?.head ?? null
  const badges = badgesOf(project, self)
  return {
    ...{ rows: [], badges, fresh: new Set<Hex>(), columns: 1, more: true },
    graph: startGraph({ self, head, owners: ownersOf(badges, self) }),
    search: startSearch(project.remotes, head),
  }
}

/** The history with one page more. A commit that is there already (heads moved between two pages) is left out. */
export function extend(history: History, page: CommitPage): History {
  const known = new Set(history.rows.slice(-page.commits.length).map((row) => row.commit.sha))
  const commits = page.commits.filter(({ sha }) => !known.has(sha))
  const { graph, rows } = layOut(history.graph, commits)
  const { search, fresh } = findFresh(history.search, commits)
  const columns = rows.reduce(
    (most, row) =>
      row.lines.reduce((max, line) => Math.max(max, line.lane + 1), Math.max(most, row.lane + 1)),
    history.columns,
  )
  return {
    ...{ graph, search, columns, badges: history.badges, more: page.more },
    rows: [...history.rows, ...rows],
    fresh: fresh.size === 0 ? history.fresh : new Set([...history.fresh, ...fresh]),
  }
}

/** The same commits, drawn anew: people, branches and what is unread changed, and no head moved. */
export const redraw = (history: History, project: Project, self: Hex): History =>
  extend(startHistory(project, self), { commits: commitsOf(history), more: history.more })

export const commitsOf = (history: History): CommitRow[] => history.rows.map(({ commit }) => commit)
