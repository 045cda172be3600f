/** What it takes until somebody's commit is at the others, beside `git fetch`: time with eight connected, and bytes on a link. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { obstacle } from '../test/discovery/namespaces.ts'
import { gitClone, startGitDaemon } from './git-daemon.ts'
import { joinAll } from './join-all.ts'
import { createLan, type Host } from './lan.ts'
import { ratio } from './measure.ts'
import { startNode, untilSeen } from './node.ts'
import type { Measures, Part } from './report.ts'
import type { Run } from './run.ts'

/** As the goals say, seconds; and how many times the bytes of git fetch. */
const LATENCY_LIMIT = 0.5
const BYTES_LIMIT = 3
const ARRIVES_WITHIN = 30_000

type Costs = Measures<'arrival' | 'arrivalP95' | 'arrivalWorst' | 'carried'>
const blank: Costs = { arrival: null, arrivalP95: null, arrivalWorst: null, carried: null }

export async function updates(run: Run): Promise<Part> {
  const times = (await measureTimes(run)).sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
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
      GitTorrent: way({ arrival: at(0.5), arrivalP95: at(0.95), arrivalWorst: at(1), carried: carried.ours }),
      'git fetch, after each': way({ carried: carried.each }),
      'git fetch, once': way({ carried: carried.once }),
    },
    ratios: [
      ratio('p95 of arrivals / 1 s', at(0.95), 1, LATENCY_LIMIT),
      ratio('carried / git fetch after each', carried.ours, carried.each, BYTES_LIMIT),
      ratio('carried / git fetch once', carried.ours, carried.once),
    ],
    notes: [
      'An arrival is from the end of git commit to refs/remotes of one of the others; all nodes share the cores.',
      'Carried is everything on the link of one other host, both ways, multicast too; a git fetch is told when to run, a node notices by itself.',
    ],
  }
}

/** Seconds of each arrival. */
async function measureTimes({ root, workspace, sizes, say }: Run): Promise<number[]> {
  const { history, joiners, commits, pause } = sizes.updates
  const { folder } = await copyOf(workspace, await workspace.repository(history), 'arrivals')
  const here = { address: '127.0.0.1', exec: [] }
  const alice = await startNode(root, workspace, { name: 'Alice', ...here })
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
  const times: number[] = []
  for (let number = 0; number < commits; number++) {
    const sha = await commit(workspace, folder, number)
    const begun = performance.now()
    await Promise.all(
      others.map(async ({ clone }) => {
        await arrives(clone, sha)
        times.push((performance.now() - begun) / 1000)
      }),
    )
    await delay(pause)
  }
  await Promise.all([alice, ...others].map((node) => node.stop()))
  return times
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

/** A repository of its own to commit in: others use the generated one. */
async function copyOf(workspace: Run['workspace'], { folder }: { folder: string }, name: string) {
  const copy = join(workspace.folder, name)
  await workspace.run(['git', 'clone', '--quiet', folder, copy])
  return { folder: copy }
}

async function commit(workspace: Run['workspace'], folder: string, number: number): Promise<string> {
  writeFileSync(join(folder, `update-${number % 5}.txt`), `update ${number} at ${Date.now()}\n`)
  await workspace.run(['git', 'add', '-A'], folder)
  const author = ['-c', 'user.name=Alice', '-c', 'user.email=alice@example.org']
  await workspace.run(['git', ...author, 'commit', '--quiet', '-m', `Update ${number}`], folder)
  return (await workspace.run(['git', 'rev-parse', 'HEAD'], folder)).trim()
}

/** Looks at the file, not by git: a process for each look would take the cores from the nodes. */
async function arrives(clone: string, sha: string): Promise<void> {
  const file = join(clone, '.git', 'refs', 'remotes', 'alice', 'main')
  for (const end = Date.now() + ARRIVES_WITHIN; Date.now() < end; await delay(5)) {
    if (existsSync(file) && readFileSync(file, 'utf8').trim() === sha) return
  }
  throw new Error(`a commit did not arrive within ${ARRIVES_WITHIN / 1000} s`)
}
