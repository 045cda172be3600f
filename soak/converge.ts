/** Once people pause, everybody has everybody's newest heads, and every repository is sound. */
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { git } from '../test/git/user-git.ts'
import { CONVERGES_WITHIN } from './limits.ts'
import { settle } from './people.ts'
import type { Membership, Person, World } from './world.ts'

const LOOK_EVERY = 2_000

/** Waits until all is the same everywhere; what still isn't then is a problem. */
export async function converge(world: World): Promise<void> {
  await Promise.all(world.background)
  const begun = Date.now()
  for (;;) {
    const before = allHeads(world)
    const differences = await compare(world)
    // Merges may follow what arrives: it has come to rest when nothing has moved meanwhile.
    if (differences.length === 0 && before === allHeads(world)) break
    if (Date.now() - begun > CONVERGES_WITHIN) {
      if (differences.length === 0) differences.push('heads go on moving')
      const late = differences.map((text) => `not the same after ${CONVERGES_WITHIN / 1_000} s: ${text}`)
      return void world.complain(...late)
    }
    await delay(LOOK_EVERY)
  }
  world.converged.push(Math.round((Date.now() - begun) / 1_000))
  for (const person of world.people) checkSound(world, person)
}

const allHeads = ({ people }: World): string =>
  people.flatMap(({ memberships }) => memberships.map(({ path }) => headsIn(path, 'refs/heads'))).join('\n')

async function compare(world: World): Promise<string[]> {
  await settle(world)
  const found: string[] = []
  for (const person of world.people)
    for (const mine of person.memberships) found.push(...(await compareOne(world, person, mine)))
  return found
}

async function compareOne({ people }: World, person: Person, mine: Membership): Promise<readonly string[]> {
  const { repoHash, name } = mine.project
  const { state, error, remotes, own } = await person.node.client.call('project', { project: repoHash })
  const here = `${person.label} in ${name}`
  if (state !== 'joined') return [`${here}: ${state} ${error?.message ?? ''}`]
  if (mine.means === 'to publish' && !own) return [`${here}: publishes nothing yet`]
  return people.flatMap((other) => {
    const theirs = other.memberships.find(({ project, publishes }) => project === mine.project && publishes)
    if (other === person || !theirs) return []
    const remote = remotes.find(({ peerId }) => peerId === other.node.peerId)
    if (!remote) return [`${here}: does not see ${other.label}`]
    const has = headsIn(mine.path, `refs/remotes/${remote.person}`)
    const wanted = headsIn(theirs.path, 'refs/heads')
    const trouble = remote.trouble === '' ? '' : `, trouble "${remote.trouble}"`
    return has === wanted && trouble === ''
      ? []
      : [`${here}: has of ${other.label} (${remote.relation}) ${has}, not ${wanted}${trouble}`]
  })
}

/** Branches and where they stand. */
function headsIn(path: string, folder: string): string {
  // A join has not made it yet.
  if (!existsSync(path)) return ''
  const strip = folder === 'refs/heads' ? 2 : 3
  return git(path, 'for-each-ref', `--format=%(refname:lstrip=${strip}) %(objectname)`, folder)
    .split('\n')
    .filter((line) => !line.startsWith('HEAD '))
    .sort()
    .join(', ')
}

function checkSound(world: World, { label, memberships, node }: Person): void {
  const repositories = memberships.flatMap(({ path, project }) => [
    path,
    join(node.dataDir, 'remotes', `${project.repoHash}.git`),
  ])
  for (const path of repositories.filter(existsSync)) {
    try {
      execFileSync('git', ['fsck', '--full', '--no-dangling'], { cwd: path, encoding: 'utf8', stdio: 'pipe' })
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
      world.complain(`${label}: git fsck in ${path}: ${stdout}${stderr}`)
    }
  }
}
