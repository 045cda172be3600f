/** What people do, and what happens to them. */
import { mkdirSync, rmSync, writeFileSync, closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { patiently } from '../test/git/patiently.ts'
import { git } from '../test/git/user-git.ts'
import { invite } from './hostile.ts'
import { arrive, depart, joinProject, publish, settle, start, trustAll } from './people.ts'
import { atHand, inBackground, type Membership, type Person, type World } from './world.ts'

/** Side projects that there are at once, and who comes and goes at once. */
const MAX_PROJECTS = 4
const FROZEN_FOR = [2_000, 9_000] as const
const FULL_FOR = 20_000
/** What is on hold is tried again within a minute, and tells of it until then. */
const FULL_IS_TOLD_FOR = 180_000

const pickOr = <T>({ random }: World, list: readonly T[]): T | null =>
  list.length > 0 ? random.pick(list) : null

/** Somebody who works on something, and what. */
function worker(world: World): { person: Person; membership: Membership } | null {
  const all = atHand(world).flatMap((person) =>
    person.memberships.filter(({ publishes }) => publishes).map((membership) => ({ person, membership })),
  )
  return pickOr(world, all)
}

const churned = (world: World): Person | null =>
  pickOr(
    world,
    atHand(world).filter(({ steady }) => !steady),
  )

/** Each gives whether it could be done. */
export const DEEDS: Readonly<Record<string, (world: World) => Promise<boolean>>> = {
  async commit(world) {
    const at = worker(world)
    if (!at) return false
    const { path } = at.membership
    const file =
      world.random.below(6) === 0 ? 'shared.txt' : `${at.person.label}-${world.random.below(5)}.txt`
    const lines = Array.from({ length: 40 }, () => `${world.random.below(1e9)} ${world.random.below(1e9)}\n`)
    const committed = await patiently(() => {
      writeFileSync(join(path, file), lines.join(''))
      git(path, 'add', file)
      git(path, 'commit', '-qm', `${at.person.label} changes ${file}`)
    })
    if (committed) world.commits++
    return committed
  },
  /** By hand, as one does who settles a conflict in one's own favour. */
  async merge(world) {
    const at = worker(world)
    if (!at) return false
    const { path } = at.membership
    const theirs = pickOr(world, git(path, 'for-each-ref', '--format=%(refname)', 'refs/remotes').split('\n'))
    if (!theirs || git(path, 'status', '--porcelain', '-uno') !== '') return false
    const merged = await patiently(() => git(path, 'merge', '-q', '--no-edit', '-X', 'ours', theirs))
    if (merged) world.commits++
    else await patiently(() => git(path, 'reset', '-q', '--merge'))
    return merged
  },
  async branch(world) {
    const at = worker(world)
    if (!at) return false
    const name = `${at.person.label}-idea`
    const { path } = at.membership
    const exists = git(path, 'for-each-ref', `refs/heads/${name}`) !== ''
    return patiently(() => git(path, 'branch', ...(exists ? ['-qD', name] : [name])))
  },
  async publish(world) {
    const person = pickOr(world, atHand(world))
    if (!person || world.projects.length >= MAX_PROJECTS || person.hasSmallDisk) return false
    await publish(world, person)
    return true
  },
  async join(world) {
    const person = pickOr(world, atHand(world))
    const project = pickOr(
      world,
      world.projects.filter(
        (one) => !one.publisher.busy && !person?.memberships.some((mine) => mine.project === one),
      ),
    )
    if (!person || !project) return false
    await joinProject(person, project, world.random.below(2) ? 'to publish' : 'to read')
    return true
  },
  async leave(world) {
    const all = atHand(world).flatMap((person) =>
      person.memberships.filter((mine) => canLeave(world, person, mine)).map((mine) => ({ person, mine })),
    )
    const at = pickOr(world, all)
    if (!at) return false
    await leave(at.person, at.mine)
    return true
  },
  async unpublish(world) {
    const project = pickOr(world, world.projects.slice(1))
    if (!project || world.people.some(({ busy }) => busy)) return false
    world.projects.splice(world.projects.indexOf(project), 1)
    for (const person of world.people) {
      const mine = person.memberships.find((one) => one.project === project)
      if (mine) await leave(person, mine)
    }
    return true
  },
  async restart(world) {
    const person = churned(world)
    if (!person) return false
    await person.node.stop()
    await start(world, person)
    return true
  },
  async kill(world) {
    const person = churned(world)
    if (!person) return false
    await person.node.kill()
    await start(world, person)
    return true
  },
  async absence(world) {
    const person = churned(world)
    if (!person) return false
    await person.node.stop()
    inBackground(world, person, `${person.label} comes back`, async () => {
      await delay(5_000 + world.random.below(25_000))
      await start(world, person)
    })
    return true
  },
  async freeze(world) {
    const person = churned(world)
    if (!person) return false
    const [least, most] = FROZEN_FOR
    person.node.signal('SIGSTOP')
    inBackground(world, person, `${person.label} thaws`, async () => {
      await delay(least + world.random.below(most - least))
      person.node.signal('SIGCONT')
    })
    return true
  },
  async 'full disk'(world) {
    const person = atHand(world).find(({ hasSmallDisk }) => hasSmallDisk)
    if (!person) return false
    const file = join(person.folder, 'filler')
    person.diskWasFullUntil = Date.now() + FULL_FOR + FULL_IS_TOLD_FOR
    fill(file)
    inBackground(world, person, `${person.label} makes room`, async () => {
      await delay(FULL_FOR)
      rmSync(file)
    })
    return true
  },
  /** Somebody new for somebody who goes for good. */
  async newcomer(world) {
    const leaving = pickOr(
      world,
      atHand(world).filter(
        (person) =>
          !person.steady &&
          !person.hasSmallDisk &&
          !world.projects.some(({ publisher }) => publisher === person),
      ),
    )
    if (!leaving) return false
    await depart(world, leaving)
    const person = await arrive(world, false)
    await joinProject(person, world.projects[0]!, world.random.below(3) === 0 ? 'to read' : 'to publish')
    return true
  },
  async trust(world) {
    await settle(world)
    const person = pickOr(world, atHand(world).slice(0, 4))
    const project = world.projects[0]!
    if (!person?.memberships.some((mine) => mine.project === project && mine.joined)) return false
    await trustAll(person, project, world.random.below(3) === 0 ? 'ff' : 'clean')
    return true
  },
  hostile: invite,
}

/** How often each is drawn, before any is drawn again. */
export const SHARES: Readonly<Record<keyof typeof DEEDS, number>> = {
  ...{ commit: 9, merge: 2, branch: 1, trust: 1, hostile: 2 },
  ...{ publish: 1, join: 2, leave: 1, unpublish: 1 },
  ...{ restart: 1, kill: 1, absence: 1, freeze: 1, 'full disk': 1, newcomer: 1 },
}

const canLeave = ({ projects }: World, person: Person, { project, joined }: Membership): boolean =>
  joined && project.publisher !== person && project !== projects[0]

async function leave(person: Person, mine: Membership): Promise<void> {
  const command = mine.project.publisher === person ? 'unpublish' : 'leave'
  await person.node.client.call(command, { project: mine.project.repoHash })
  person.memberships.splice(person.memberships.indexOf(mine), 1)
  rmSync(mine.path, { recursive: true, force: true, maxRetries: 5 })
}

/** Until there is no room. */
function fill(file: string): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const handle = openSync(file, 'w')
  try {
    for (;;) writeSync(handle, Buffer.alloc(1 << 20))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    closeSync(handle)
  }
}
