/** Somebody at a hackathon, with plain git in a clone: what he does is chosen by a seed, and what is his is watched. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { patiently } from '../git/patiently.ts'
import { git as userGit } from '../git/user-git.ts'
import type { TestNode } from './start-node.ts'

export interface Actor {
  node: TestNode
  /** Where he works: his clone, or what he published. */
  readonly path: string
  readonly label: string
  readonly commits: boolean
  /** Content of files that git doesn't have: nobody but he may change them. By path. */
  readonly own: Map<string, string>
}

export const git = ({ path }: Pick<Actor, 'path'>, ...args: string[]): string => userGit(path, ...args)

const branchesOf = (actor: Actor) =>
  git(actor, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n').filter(Boolean)
const remoteRefs = (actor: Actor) =>
  git(actor, 'for-each-ref', '--format=%(refname)', 'refs/remotes').split('\n').filter(Boolean)
const isClean = (actor: Actor) => git(actor, 'status', '--porcelain', '-uno') === ''

/** Writes a file that git shall not have. */
export function keep(actor: Actor, name: string, content: string): void {
  const file = join(actor.path, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  actor.own.set(name, content)
}

/** @throws Error naming the file that somebody else changed */
export function checkOwn({ label, path, own }: Actor): void {
  for (const [name, content] of own) {
    const file = join(path, name)
    const found = existsSync(file) ? readFileSync(file, 'utf8') : null
    if (found !== content) throw new Error(`${label}: ${name} was ${found === null ? 'deleted' : 'changed'}`)
  }
}

export type Chance = () => number
const pick = <T>(list: readonly T[], chance: Chance): T | undefined =>
  list[Math.floor(chance() * list.length)]

/** Everything that he may do next; each leaves his working tree clean, but for `dirty`. */
export const actions: Readonly<
  Record<string, (actor: Actor, chance: Chance, step: number) => Promise<unknown>>
> = {
  async commit(actor, chance, step) {
    const shared = chance() < 0.2 && !actor.own.has('shared.txt')
    const name = shared ? 'shared.txt' : `${actor.label}-${Math.floor(chance() * 5)}.txt`
    await patiently(() => {
      appendFileSync(join(actor.path, name), `${actor.label} ${step}\n`)
      git(actor, 'add', name)
      git(actor, 'commit', '-qm', `${actor.label} ${step}`)
    })
  },
  async branch(actor, chance, step) {
    const names = branchesOf(actor)
    if (names.length > 5) return
    await patiently(() => git(actor, 'branch', `${actor.label}-${step}`, pick(names, chance)!))
  },
  async switch(actor, chance) {
    if (isClean(actor)) await patiently(() => git(actor, 'checkout', '-q', pick(branchesOf(actor), chance)!))
  },
  async home(actor) {
    if (isClean(actor)) await patiently(() => git(actor, 'checkout', '-q', 'main'))
  },
  async delete(actor, chance) {
    const current = git(actor, 'symbolic-ref', '--short', 'HEAD')
    const others = branchesOf(actor).filter((name) => name !== current && name !== 'main')
    const victim = pick(others, chance)
    if (victim) await patiently(() => git(actor, 'branch', '-qD', victim))
  },
  async amend(actor, _, step) {
    await patiently(() => git(actor, 'commit', '-q', '--amend', '--allow-empty', '-m', `amended ${step}`))
  },
  async rewind(actor) {
    if (isClean(actor)) await patiently(() => git(actor, 'reset', '-q', '--hard', 'HEAD~1'))
  },
  async merge(actor, chance) {
    const theirs = pick(remoteRefs(actor), chance)
    if (!theirs || !isClean(actor)) return
    const merged = await patiently(() => git(actor, 'merge', '-q', '--no-edit', theirs))
    if (!merged && existsSync(join(actor.path, '.git', 'MERGE_HEAD')))
      await patiently(() => git(actor, 'merge', '--abort'))
  },
  /** Edits without committing; the next time he takes it back. */
  async dirty(actor, chance, step) {
    const edited = [...actor.own.keys()].find((name) => name === 'shared.txt')
    if (edited) {
      actor.own.delete(edited)
      await patiently(() => git(actor, 'checkout', '-q', '--', edited))
    } else if (isClean(actor)) {
      keep(actor, 'shared.txt', `${actor.label} edits at ${step}, ${chance()}\n`)
    }
  },
  async pack(actor) {
    await patiently(() => git(actor, 'gc', '-q', '--prune=now'))
  },
}

/** Where refs below a folder stand, by what follows the first `strip` parts of their names. */
const refsBelow = (actor: Actor, folder: string, strip: number): Record<string, string> =>
  Object.fromEntries(
    git(actor, 'for-each-ref', `--format=%(refname:lstrip=${strip}) %(objectname)`, folder)
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('HEAD '))
      .map((line) => line.split(' ') as [string, string]),
  )

/** What a branch of his is, by name: what the others should see. */
export const headsOf = (actor: Actor) => refsBelow(actor, 'refs/heads', 2)

/** What he has of somebody's branches. */
export const remoteHeads = (actor: Actor, person: string) => refsBelow(actor, `refs/remotes/${person}`, 3)
