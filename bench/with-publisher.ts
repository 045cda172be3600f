import { createLan, type Lan } from './lan.ts'
import { startNode, type BenchNode } from './node.ts'
import type { Part, Skipped } from './report.ts'
import type { Run } from './run.ts'
import type { Repository } from './workspace.ts'
import { obstacle } from '../test/discovery/namespaces.ts'
import type { HistoryOptions } from '../test/git/build-history.ts'

export interface Published extends Run {
  readonly lan: Lan
  readonly repository: Repository
  readonly repoHash: string
  /** At the first host. */
  readonly seeder: BenchNode
}

export interface Room {
  readonly hosts: number
  /** Of each host's link. */
  readonly megabits: number
  readonly history: HistoryOptions
}

/** Measures in a network of its own, where the first host publishes a repository. */
export async function withPublisher(
  run: Run,
  { hosts, megabits, history }: Room,
  measure: (published: Published) => Promise<Part>,
): Promise<Part | Skipped> {
  const why = obstacle('ip', 'tc')
  if (why !== null) return { skipped: why }
  const { root, workspace } = run
  const repository = await workspace.repository(history)
  const lan = createLan(hosts, megabits)
  try {
    const seeder = await startNode(root, workspace, { name: 'Alice', ...lan.hosts[0]! })
    const { repoHash } = await seeder.command<{ repoHash: string }>('publish', repository.folder)
    const part = await measure({ ...run, lan, repository, repoHash, seeder })
    await seeder.stop()
    return part
  } finally {
    lan.remove()
  }
}
