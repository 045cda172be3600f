/** What it takes until somebody's commit is at the others, beside `git fetch`: time with eight connected, and bytes on a link. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { obstacle } from '../test/discovery/namespaces.ts'
import { arrives, commit, copyOf } from './arrivals.ts'
import { gitClone, startGitDaemon } from './git-daemon.ts'
import { joinAll } from './join-all.ts'
import { createLan, type Host } from './lan.ts'
import { ratio } from './measure.ts'
import { startNode, untilSeen } from './node.ts'
import type { Measures, Part } from './report.ts'
import type { Run } from './run.ts'

/** As the goals say, seconds; and how many times the bytes of git fetch. */
const LATENCY_LIMIT = 0.5
const UNCONNECTED_LIMIT = 3
const BYTES_LIMIT = 3

type Costs = Measures<'arrival' | 'arrivalP95' | 'arrivalWorst' | 'unconnectedP95' | 'carried'>
const blank: Costs = {
  arrival: null,
  arrivalP95: null,
  arrivalWorst: null,
  unconnectedP95: null,
  carried: null,
}

export async function updates(run: Run): Promise<Part> {
  const { connected, unconnected } = await measureTimes(run)
  const carried =
    obstacle('ip', 'tc') === null ? await measureBytes(run) : { ours: null, each: null, once: null }
  const way = (costs: Partial<Costs>) => ({
    rounds: [{ ...blank, ...costs }],
    median: { ...blank, ...costs },
  })
  const { commits, joiners, counted } = run.sizes.updates
  return {
    title: `${commits} commits arrive at ${joiners} others; ${counted} on one link`,
    ways: {
      GitTorrent: way({
        arrival: share(connected, 0.5),
        arrivalP95: share(connected, 0.95),
        arrivalWorst: share(connected, 1),
        unconnectedP95: share(unconnected, 0.95),
        carried: carried.ours,
      }),
      'git fetch, after each': way({ carried: carried.each }),
      'git fetch, once': way({ carried: carried.once }),
    },
    ratios: [
      ratio('p95 of arrivals / 1 s', share(connected, 0.95), 1, LATENCY_LIMIT),
      ratio('p95 of arrivals, unconnected / 1 s', share(unconnected, 0.95), 1, UNCONNECTED_LIMIT),
      ratio('carried / git fetch after each', carried.ours, carried.each, BYTES_LIMIT),
      ratio('carried / git fetch once', carried.ours, carried.once),
    ],
    notes: [
      'An arrival is from the end of git commit to refs/remotes of one of the others; all nodes share the cores.',
      'Unconnected: committed while the node was down; from its start, at a port that nobody knows, found by multicast DNS alone.',
      'Carried is everything on the link of one other host, both ways, multicast too; a git fetch is told when to run, a node notices by itself.',
    ],
  }
}

/** The figure that a share of all figures is not above. */
function share(figures: readonly number[], part: number): number {
  const sorted = [...figures].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!
}

/** Seconds of each arrival. */
async function measureTimes({ root, workspace, sizes, say }: Run) {
  const { history, joiners, commits, restarts, pause } = sizes.updates
  const { folder } = await copyOf(workspace, await workspace.repository(history), 'arrivals')
  const here = { address: '127.0.0.1', exec: [] }
  let alice = await startNode(root, workspace, { name: 'Alice', ...here })
  const { repoHash } = await alice.command<{ repoHash: string }>('publish', folder)
  say(`updates: ${joiners} join`)
  const others = await Promise.all(
    Array.from({ length: joiners }, (_, number) =>
      startNode(root, workspace, { name: `Bob ${number + 1}`, ...here }),
    ),
  )
  await joinAll(others, repoHash)
  await delay(pause)
  say(`updates: ${commits} commits`)
  const arrivals = async (sha: string) => {
    const begun = performance.now()
    const since = async (clone: string) => {
      await arrives(clone, sha)
      return (performance.now() - begun) / 1000
    }
    return Promise.all(others.map(({ clone }) => since(clone)))
  }
  const connected: number[] = []
  for (let number = 0; number < commits; number++) {
    connected.push(...(await arrivals(await commit(workspace, folder, number))))
    await delay(pause)
  }
  say(`updates: ${restarts} commits while nobody is connected`)
  const unconnected: number[] = []
  for (let number = 0; number < restarts; number++) {
    await alice.end()
    const sha = await commit(workspace, folder, number)
    const arriving = arrivals(sha)
    alice = await startNode(root, workspace, { name: 'Alice', folder: alice.folder, ...here })
    unconnected.push(...(await arriving))
    await delay(pause)
  }
  await Promise.all([alice, ...others].map((node) => node.stop()))
  return { connected, unconnected }
}

/** Bytes that ten commits move over one host's link. */
async function measureBytes({ root, workspace, sizes, say }: Run) {
  const repository = await workspace.repository(sizes.history)
  const { counted, pause } = sizes.updates
  const lan = createLan(2, 1_000)
  try {
    const [first, second] = lan.hosts as [Host, Host]
    const carried = () => {
      const { sent, received } = second.traffic()
      return sent + received
    }
    const rounds = async (folder: string, then: (sha: string) => Promise<unknown>) => {
      const before = carried()
      for (let number = 0; number < counted; number++) {
        await then(await commit(workspace, folder, number))
        await delay(pause)
      }
      return carried() - before
    }

    say('updates: bytes of a node')
    const ours = await copyOf(workspace, repository, 'ours')
    const alice = await startNode(root, workspace, { name: 'Alice', ...first })
    const { repoHash } = await alice.command<{ repoHash: string }>('publish', ours.folder)
    const bob = await startNode(root, workspace, { name: 'Bob', ...second })
    await untilSeen(bob, repoHash)
    await joinAll([bob], repoHash)
    await delay(4 * pause) // what a join leaves to be said
    const byNode = await rounds(ours.folder, (sha) => arrives(bob.clone, sha))
    await Promise.all([alice.stop(), bob.stop()])

    say('updates: bytes of git fetch')
    const theirs = await copyOf(workspace, repository, 'theirs')
    const daemon = await startGitDaemon(workspace, first)
    const clone = join(workspace.folder, 'fetching')
    await gitClone(workspace, second.exec, daemon.url(theirs.folder), clone)
    const fetch = () => workspace.run([...second.exec, 'git', '-C', clone, 'fetch', '--quiet'])
    const each = await rounds(theirs.folder, fetch)
    for (let number = 0; number < counted; number++) await commit(workspace, theirs.folder, number)
    const before = carried()
    await fetch()
    const once = carried() - before
    await daemon.stop()
    await rm(clone, { recursive: true, force: true })
    return { ours: byNode, each, once }
  } finally {
    lan.remove()
  }
}
