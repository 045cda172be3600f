/** People come, go, and come back. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../test/nodes/arrivals.ts'
import { git } from '../test/git/user-git.ts'
import { SEEN_WITHIN } from './limits.ts'
import { startNode } from './node.ts'
import type { Membership, Person, SoakProject, World } from './world.ts'

const NAMES = ['Alice', 'Bob', 'Carol'] as const
let arrivals = 0

/** @param folder of its own disk, where it has one */
export async function arrive(world: World, steady: boolean, disk: string | null = null): Promise<Person> {
  const name = NAMES[arrivals % NAMES.length]!
  const label = `${name.toLowerCase()}-${++arrivals}`
  const folder = disk ?? mkdtempSync(join(world.workspace.folder, `${label}-`))
  const person = {
    ...{ name, label, folder, steady, hasSmallDisk: disk !== null, busy: false },
    ...{ lastActivity: 0, diskWasFullUntil: 0, visitedUntil: 0, memberships: [] },
  } as unknown as Person
  await start(world, person)
  world.people.push(person)
  return person
}

/** Starts its node, the first or the next one. */
export async function start(world: World, person: Person): Promise<void> {
  const { label } = person
  const node = await startNode(world, person, (words) => world.complain(`${label}'s node ${words}`))
  person.node = node
  world.lives.push({ label, node, began: Date.now(), samples: [] })
}

/** Goes for good, with all that it has. */
export async function depart(world: World, person: Person): Promise<void> {
  world.people.splice(world.people.indexOf(person), 1)
  await person.node.stop()
  await rm(person.folder, { recursive: true, force: true, maxRetries: 5 })
}

let named = 0

/** Makes a repository and publishes it. */
export async function publish(world: World, person: Person): Promise<SoakProject> {
  const name = `kite-${++named}`
  const path = join(person.folder, name)
  mkdirSync(path)
  git(path, 'init', '-q', '-b', 'main')
  for (const file of ['shared.txt', 'README.md', 'string.txt']) {
    writeFileSync(join(path, file), `${file} of ${name}\n`)
    git(path, 'add', '-A')
    git(path, 'commit', '-qm', `Add ${file}`)
  }
  const { repoHash } = await person.node.client.call('publish', { path, all: true })
  const project: SoakProject = { repoHash, name, publisher: person }
  world.projects.push(project)
  person.memberships.push({ project, path, publishes: true, means: 'to publish', joined: true })
  return project
}

const isSeen = async ({ node }: Person, { repoHash }: SoakProject): Promise<boolean> => {
  const { projects } = await node.client.call('nearby', {})
  return projects.some((one) => one.repoHash === repoHash && one.verified)
}

/** Begins to join; `settle` does the rest once it has joined. */
export async function joinProject(
  person: Person,
  project: SoakProject,
  means: Membership['means'],
): Promise<void> {
  const { client } = person.node
  await until(`${project.name} at ${person.label}`, () => isSeen(person, project), SEEN_WITHIN)
  const { path } = await client.call('join', { target: project.repoHash, wait: 'none' })
  person.memberships.push({ project, path, publishes: false, means, joined: false })
}

/** Whoever has joined meanwhile begins to publish its heads, and trusts people, if it means to. */
export async function settle(world: World): Promise<void> {
  for (const person of world.people) {
    if (person.busy) continue
    for (const membership of person.memberships) {
      const { means, project } = membership
      if (membership.publishes || (membership.joined && means === 'to read')) continue
      const { client } = person.node
      const { state } = await client.call('project', { project: project.repoHash })
      membership.joined = state === 'joined'
      if (!membership.joined || means === 'to read') continue
      await client.call('publishHeads', { project: project.repoHash, all: true })
      membership.publishes = true
    }
  }
}

/** Takes from everybody whom it knows, by itself. */
export async function trustAll(
  person: Person,
  { repoHash }: SoakProject,
  mode: 'ff' | 'clean',
): Promise<void> {
  const { client } = person.node
  await client.call('autoMerge', { project: repoHash, mode })
  const { remotes } = await client.call('project', { project: repoHash })
  for (const { peerId, trusted } of remotes)
    if (!trusted) await client.call('trust', { peerId, trusted: true })
}
