/**
 * Six committers and two readers, all fetching and merging by themselves, through commits, branches, rewrites,
 * deletions, merges and restarts. HACKATHON_SECONDS=1200 is the long form; SEED=… replays the choices.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import type { RemotePerson } from '../../src/shared/model.ts'
import { actions, checkOwn, git, headsOf, keep, remoteHeads, type Actor } from './hackathon-actor.ts'
import { startNode } from './start-node.ts'

const SECONDS = Number(process.env.HACKATHON_SECONDS ?? 10)
/** The short form makes the same choices each time; the long form draws its own. */
const SEED = Number(process.env.SEED ?? (process.env.HACKATHON_SECONDS ? Date.now() % 100_000 : 1))
/** How often somebody does something, milliseconds. */
const PACE = Number(process.env.HACKATHON_PACE ?? 250)
const COMMITTERS = 6

interface Status {
  projects: { repoHash: string; remotes: RemotePerson[] }[]
  connections: { peerId: string }[]
}

const random = createRandom(SEED)
const chance = () => nextRandom(random)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const status = ({ node }: Actor) => node.json<Status>('status')
const project = 'hackathon'

const actors: Actor[] = []
const done = new Map<string, number>()

beforeAll(async () => {
  const names = ['Alice', 'Bob', 'Carol', 'Alice', 'Bob', 'Carol', 'Alice', 'Bob']
  const nodes = await Promise.all(names.map((name) => startNode({ name })))
  for (const [index, name] of names.entries()) {
    const node = nodes[index]!
    const path = index === 0 ? join(node.folder, project) : join(node.clones, project)
    actors.push({
      node,
      path,
      label: `${name.toLowerCase()}${index}`,
      commits: index < COMMITTERS,
      own: new Map(),
    })
  }
  const [alice, ...others] = actors as [Actor, ...Actor[]]
  mkdirSync(alice.path)
  git(alice, 'init', '-q', '-b', 'main')
  writeFileSync(join(alice.path, '.gitignore'), 'private/\n')
  writeFileSync(join(alice.path, 'shared.txt'), 'shared\n')
  git(alice, 'add', '-A')
  for (const subject of ['one', 'two', 'three']) git(alice, 'commit', '-q', '--allow-empty', '-m', subject)
  await alice.node.json('publish', alice.path, '--all')
  await Promise.all(
    others.map(async ({ node, commits }) => {
      await node.json('nearby', '--wait', '2')
      await node.json('join', project, '--wait')
      if (commits) await node.json('publish-heads', project, '--all')
    }),
  )
  await Promise.all(
    actors.map(async (actor) => {
      keep(actor, 'private/notes.txt', `${actor.label}: nobody's business\n`)
      keep(actor, 'not-added.txt', `${actor.label}: not added\n`)
      await actor.node.json('auto-merge', project, 'clean')
      await trustAll(actor)
    }),
  )
})
afterAll(() => Promise.all(actors.map(({ node }) => node.stop())))

/** Waits until all committers are seen, and trusts them. */
async function trustAll(actor: Actor): Promise<void> {
  const expected = actor.commits ? COMMITTERS - 1 : COMMITTERS
  for (const end = Date.now() + 60_000; ; await pause(300)) {
    const { remotes } = (await status(actor)).projects[0]!
    if (remotes.length >= expected) {
      const client = await connectControl(actor.node.dataDir)
      for (const { peerId } of remotes) await client.call('trust', { peerId, trusted: true })
      return client.close()
    }
    if (Date.now() > end)
      throw new Error(`${actor.label} sees only ${remotes.map(({ person }) => person).join(', ')}`)
  }
}

async function act(step: number): Promise<void> {
  const actor = actors[Math.floor(chance() * COMMITTERS)]!
  const dice = chance()
  const names = Object.keys(actions)
  const name = dice < 0.5 ? 'commit' : dice < 0.98 ? names[Math.floor(chance() * names.length)]! : 'restart'
  done.set(name, (done.get(name) ?? 0) + 1)
  if (name === 'restart') {
    if (chance() < 0.5) await actor.node.kill()
    actor.node = await actor.node.restart()
  } else await actions[name]!(actor, chance, step)
  checkOwn(actor)
}

/** Where everything is: equal twice means that nothing moves. */
const scene = () =>
  actors.map((actor) => git(actor, 'for-each-ref') + git(actor, 'rev-parse', 'HEAD')).join('\n')

/** What both nodes say of it, for whoever has to find out. */
async function why(actor: Actor, other: Actor, { person, relation, trouble }: RemotePerson): Promise<string> {
  const told = await Promise.all(
    [actor, other].map(async ({ label, node }) => {
      const { events } = await node.json<{ events: { text: string }[] }>('activity')
      const { own } = (await node.json<{ projects: { own: unknown }[] }>('status')).projects[0]!
      const lately = events.slice(-12).map(({ text }) => text)
      return [`${label} publishes ${JSON.stringify(own)}, lately:`, ...lately].join('\n')
    }),
  )
  return [`${person} is ${relation}, trouble "${trouble}"`, ...told].join('\n')
}

/** What somebody has of somebody else that is not what that one has; null when all is the same. */
async function difference(): Promise<string | null> {
  for (const actor of actors) {
    const { remotes } = (await status(actor)).projects[0]!
    for (const other of actors.slice(0, COMMITTERS)) {
      if (other === actor) continue
      const remote = remotes.find(({ peerId }) => peerId === other.node.peerId)
      if (!remote) return `${actor.label} does not see ${other.label}`
      const [theirs, here] = [headsOf(other), remoteHeads(actor, remote.person)]
      const sorted = (heads: Record<string, string>) => JSON.stringify(Object.entries(heads).sort())
      if (sorted(theirs) !== sorted(here))
        return `${actor.label} has of ${other.label} ${sorted(here)}, not ${sorted(theirs)}; ${await why(actor, other, remote)}`
    }
  }
  return null
}

it(
  `comes to rest after ${SECONDS} s, and all have the same (SEED=${SEED})`,
  { timeout: (SECONDS + 600) * 1_000 },
  async () => {
    const start = Date.now()
    let step = 0
    for (let look = start; Date.now() - start < SECONDS * 1_000;) {
      const begun = Date.now()
      await act(step++)
      if (Date.now() - look > 2_000) {
        look = Date.now()
        const { connections } = await status(actors[Math.floor(chance() * actors.length)]!)
        expect(new Set(connections.map(({ peerId }) => peerId)).size, `SEED=${SEED}`).toBe(connections.length)
      }
      await pause(Math.max(0, PACE - (Date.now() - begun)))
    }
    console.log(
      `${step} steps of seed ${SEED}: ${[...done].map(([name, count]) => `${name} ${count}`).join(', ')}`,
    )
    for (const actor of actors) if (actor.own.has('shared.txt')) await actions.dirty!(actor, chance, step)

    let before = ''
    let quiet = 0
    const end = Date.now() + 400_000
    for (; quiet < 4; await pause(1_000)) {
      const now = scene()
      quiet = now === before ? quiet + 1 : 0
      before = now
      if (Date.now() > end) throw new Error(`SEED=${SEED}: it does not come to rest`)
    }
    const restedAfter = Date.now() - start - SECONDS * 1_000
    let different = await difference()
    for (; different && Date.now() < end; different = await difference()) await pause(1_000)
    expect(different, `SEED=${SEED}`).toBeNull()
    for (const actor of actors) {
      checkOwn(actor)
      expect(git(actor, 'fsck', '--no-dangling'), `SEED=${SEED}`).toBe('')
      expect(git(actor, 'status', '--porcelain').split('\n'), `SEED=${SEED}`).toEqual(['?? not-added.txt'])
    }
    console.log(`at rest ${(restedAfter / 1_000).toFixed(0)} s after the last step`)
  },
)
