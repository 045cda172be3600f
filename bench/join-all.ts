import { setTimeout as delay } from 'node:timers/promises'
import { inTime } from './in-time.ts'
import { untilSeen, type BenchNode } from './node.ts'

/** Ten looks a second where a download may end soon; two before that, for looking takes from the cores that are measured. Milliseconds. */
const LOOK_EVERY = 100
const LOOK_EARLY_EVERY = 500
/** The share of a download that is never left so soon. */
const EARLY = 0.1

export interface JoinTimes {
  /** Seconds until every byte was verified and stored, to a tenth. */
  readonly downloaded: number
  /** Seconds until the clone was there, whole. */
  readonly joined: number
}

/** Lets nodes that have heard of a project join it in the same moment. */
export async function joinAll(nodes: readonly BenchNode[], repoHash: string): Promise<readonly JoinTimes[]> {
  await Promise.all(nodes.map((node) => untilSeen(node, repoHash)))
  const begun = performance.now()
  const seconds = () => (performance.now() - begun) / 1000
  const joins = nodes.map(async (node) => {
    // Over the local socket, as the command line does; a process for each look would take the cores from the nodes.
    await node.client.call('join', { target: repoHash, into: node.clone, wait: 'none' })
    const joined = node.client
      .call('join', { target: repoHash, into: node.clone, wait: 'joined' })
      .then(seconds)
    const [downloaded, whole] = await Promise.all([
      untilDownloaded(node, repoHash, joined).then(seconds),
      joined,
    ])
    // Who looks now and then may see the end of the download after that of the join.
    return { downloaded: Math.min(downloaded, whole), joined: whole }
  })
  return inTime(nodes, Promise.all(joins))
}

/** Rejects with `joined`, when the join fails. */
async function untilDownloaded(
  { client }: BenchNode,
  project: string,
  joined: Promise<unknown>,
): Promise<void> {
  let over = false
  const end = joined.finally(() => (over = true))
  end.catch(() => {
    // Told by the race below.
  })
  while (!over) {
    const { transfer } = await client.call('project', { project })
    if (transfer.total > 0 && transfer.have >= transfer.total) return
    const isEarly = transfer.have < (1 - EARLY) * transfer.total
    await Promise.race([delay(isEarly ? LOOK_EARLY_EVERY : LOOK_EVERY), end])
  }
}
