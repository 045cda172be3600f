/** New commits move from a publisher's repository to a follower's by appended packs alone. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi, onTestFailed } from 'vitest'
import { createRandom, nextRandom } from '../../src/main/engine/random.ts'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git, Repository } from '../../src/main/git/types.ts'
import type { Updates } from '../../src/main/git/update-types.ts'
import { git as run } from './user-git.ts'

let folder: string
let git: Git
let updates: Updates
let publisher: string
let follower: string

function commit(name: string, content = `${name}\n`): string {
  mkdirSync(join(publisher, name, '..'), { recursive: true })
  writeFileSync(join(publisher, name), content)
  run(publisher, 'add', '-A')
  run(publisher, 'commit', '-qm', `Change ${name}`)
  return run(publisher, 'rev-parse', 'HEAD')
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-updates-'))
  git = await detectGit({ force: 'git' })
  updates = git.updates!
  publisher = join(folder, 'publisher')
  follower = join(folder, 'follower')
  run(folder, 'init', '-q', '-b', 'main', publisher)
  for (const name of ['a', 'b/c', 'd']) commit(name, `${name}\n`.repeat(200))
  run(folder, 'clone', '-q', publisher, follower)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Published {
  tip: string
  given: string[]
  atTip: Set<string>
  bases: string[]
  count: number
}

/** What the base reels give. */
async function base(): Promise<Published> {
  const repository = await git.open(publisher)
  const selection = await git.select(repository, 'all')
  const packs = await git.makePacks(repository, selection, join(folder, 'base'))
  const tip = packs.find(({ kind }) => kind === 'tip')!
  const scratch = join(folder, 'scratch')
  mkdirSync(scratch, { recursive: true })
  return {
    tip: tip.file,
    given: packs.flatMap(({ gives }) => gives.filter(({ shallow }) => !shallow).map(({ oid }) => oid)),
    atTip: new Set(await updates.objectsOf(repository, tip.file, scratch)),
    bases: [selection.headCommit],
    count: 0,
  }
}

async function append(published: Published) {
  const repository = await git.open(publisher)
  const selection = await git.select(repository, 'all')
  const file = join(folder, `append-${++published.count}.pack`)
  const made = await updates.makeAppend(repository, { selection, ...published }, file)
  if (made) {
    published.given.push(...made.gives.map(({ oid }) => oid))
    for (const oid of made.objects) published.atTip.add(oid)
    published.bases.push(selection.headCommit)
  }
  return { made, file, selection }
}

const target = (repository: Repository, remote = 'alice') => ({
  repository,
  quarantine: join(folder, 'quarantine'),
  remote,
  bare: join(folder, 'bare', `${remote}.git`),
  mustBeRelated: true,
  now: Date.now(),
  objectFormat: 'sha1' as const,
})

async function follow(published: Published) {
  const { made, file, selection } = await append(published)
  const packs = made ? [{ file, thin: true }] : []
  const { head, refs } = selection
  mkdirSync(join(folder, 'bare'), { recursive: true })
  return updates.updateRemote({ ...target(await git.open(follower)), packs, head, refs })
}

const heads = (repository: string, prefix: string) =>
  run(repository, 'for-each-ref', '--format=%(objectname) %(refname:lstrip=-1)', prefix)
    .split('\n')
    .filter((line) => !line.endsWith(' HEAD'))
    .sort()

describe('following somebody', () => {
  it('brings a commit, as loose objects, with a remote for plain git', async () => {
    const published = await base()
    writeFileSync(join(follower, 'a'), 'changed\n')
    const sha = commit('e')
    const changes = await follow(published)
    expect(changes).toMatchObject([{ branch: 'main', kind: 'new', to: sha, commits: 1, subject: 'Change e' }])
    expect(run(follower, 'rev-parse', 'alice/main')).toBe(sha)
    expect(run(follower, 'rev-parse', 'alice')).toBe(sha)
    expect(run(follower, 'fetch', 'alice')).toBe('')
    expect(run(follower, 'fsck')).toBe('')
    expect(run(follower, 'status', '--porcelain')).toBe('M a')
    expect(run(join(folder, 'bare', 'alice.git'), 'rev-parse', 'HEAD')).toBe(sha)
    expect(existsSync(join(folder, 'quarantine'))).toBe(false)
  })

  it('keeps a commit that is dropped twice in one second, by a rewrite and by a deletion', async () => {
    const published = await base()
    const sha = commit('e')
    run(publisher, 'branch', 'again')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    try {
      for (const at of [sha, `${sha}~1`, sha, `${sha}~1`]) {
        run(publisher, 'reset', '-q', '--hard', at)
        await follow(published)
      }
      for (let time = 0; time < 2; time++) {
        run(publisher, 'branch', '-D', 'again')
        await follow(published)
        run(publisher, 'branch', 'again', sha)
        await follow(published)
      }
      await updates.removeRemote(
        await git.open(follower),
        'alice',
        join(folder, 'bare', 'alice.git'),
        Date.now(),
      )
    } finally {
      vi.useRealTimers()
    }
    const kept = run(follower, 'for-each-ref', '--format=%(objectname)', 'refs/gittorrent/kept/alice')
    expect(kept.split('\n')).toContain(sha)
  })

  it('whatever the user does to the remote meanwhile, it is brought in line, and nothing that he put there is lost', async () => {
    const published = await base()
    await follow(published)
    run(follower, 'update-ref', '-d', 'refs/remotes/alice/main')
    const mine = run(follower, 'commit-tree', '-m', 'Mine', 'HEAD^{tree}')
    run(publisher, 'branch', 'topic')
    run(follower, 'update-ref', 'refs/remotes/alice/topic', mine)
    const sha = commit('e')
    await expect(follow(published)).rejects.toMatchObject({ data: { retry: true } })
    const changes = await follow(published)
    expect(changes.map(({ branch, kind }) => `${branch} ${kind}`).sort()).toEqual([
      'main new',
      'topic forced',
    ])
    expect(run(follower, 'rev-parse', 'alice/main')).toBe(sha)
    expect(heads(follower, 'refs/gittorrent/kept').map((line) => line.split(' ')[0])).toEqual([mine])
  })

  it('follows new, rewritten and deleted heads, and keeps what they drop', async () => {
    const published = await base()
    run(publisher, 'branch', 'x')
    const before = commit('e')
    await follow(published)
    run(publisher, 'branch', '-D', 'x')
    run(publisher, 'branch', 'x/y')
    run(publisher, 'commit', '-q', '--amend', '-m', 'Amended')
    const changes = await follow(published)
    expect(changes.map(({ branch, kind }) => `${kind} ${branch}`).sort()).toEqual([
      'deleted x',
      'forced main',
      'new x/y',
    ])
    expect(run(follower, 'for-each-ref', '--format=%(objectname)', 'refs/gittorrent/kept/alice')).toContain(
      before,
    )
    run(follower, 'gc', '--prune=now', '--quiet')
    expect(run(follower, 'cat-file', '-t', before)).toBe('commit')
    run(publisher, 'branch', '-D', 'x/y')
    run(publisher, 'branch', 'x')
    await follow(published)
    expect(run(follower, 'rev-parse', 'alice/x')).toBe(run(publisher, 'rev-parse', 'x'))
    await updates.forgetKept(await git.open(follower), Date.now() + 31 * 24 * 3600 * 1000, 30)
    expect(run(follower, 'for-each-ref', 'refs/gittorrent/kept')).toBe('')
  })

  it('a new branch at an old commit, and a new tag of one, are given by something', async () => {
    const published = await base()
    run(publisher, 'branch', 'old', 'main~1')
    run(publisher, 'tag', '-m', 'one', 'v1', 'main~2')
    const { made } = await append(published)
    const gives = made!.gives.map(({ oid }) => oid)
    expect(gives).toContain(run(publisher, 'rev-parse', 'old'))
    expect(gives).toContain(run(publisher, 'rev-parse', 'v1'))
    expect(made!.needs.length).toBeGreaterThan(0)
    expect(published.given).toEqual(expect.arrayContaining(made!.needs.map(({ oid }) => oid)))
  })

  it('is nothing when nothing is new', async () => {
    expect((await append(await base())).made).toBeNull()
  })

  it('refuses what is not related, damaged, or incomplete, and changes nothing', async () => {
    const published = await base()
    const refsBefore = run(follower, 'for-each-ref')
    const other = join(folder, 'other')
    run(folder, 'init', '-q', '-b', 'main', other)
    writeFileSync(join(other, 'z'), 'z\n')
    run(other, 'add', 'z')
    run(other, 'commit', '-qm', 'Unrelated')
    const repository = await git.open(other)
    const selection = await git.select(repository, 'all')
    const [pack] = await git.makePacks(repository, selection, join(folder, 'other-base'))
    const { head, refs } = selection
    const packs = [{ file: pack!.file, thin: false }]
    const into = target(await git.open(follower), 'mallory')
    await expect(updates.updateRemote({ ...into, packs, head, refs })).rejects.toMatchObject({
      code: 'NOT_RELATED',
    })
    commit('e')
    const { file, selection: newer } = await append(published)
    writeFileSync(file, Buffer.concat([execFileSync('cat', [file]).subarray(0, -30), Buffer.alloc(30)]))
    const damaged = { ...into, packs: [{ file, thin: true }], head: newer.head, refs: newer.refs }
    await expect(updates.updateRemote(damaged)).rejects.toMatchObject({ code: 'BAD_PACK' })
    await expect(updates.updateRemote({ ...damaged, packs: [] })).rejects.toMatchObject({ code: 'BAD_PACK' })
    expect(run(follower, 'for-each-ref')).toBe(refsBefore)
    expect(run(follower, 'remote')).toBe('origin')
    expect(run(follower, 'fsck', '--unreachable')).toBe('')
  })

  it('a random history ends the same at both, by appended packs alone, which the tip alone completes', async () => {
    const seed = Number(process.env.SEED ?? 1)
    onTestFailed(() => console.log(`SEED=${seed}`))
    const random = createRandom(seed)
    const pick = (count: number) => Math.floor(nextRandom(random) * count)
    const published = await base()
    const tipOnly = join(folder, 'tip-only.git')
    run(folder, 'init', '-q', '--bare', tipOnly)
    execFileSync('git', ['index-pack', '--stdin', '--fix-thin'], {
      cwd: tipOnly,
      input: readFileSync(published.tip),
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    for (let turn = 0; turn < 30; turn++) {
      const branches = run(publisher, 'branch', '--format=%(refname:short)').split('\n')
      const other = branches[pick(branches.length)]!
      const doings: (() => unknown)[] = [
        () => commit(`file-${pick(8)}`, `${pick(1_000)}\n`.repeat(100)),
        () => commit(`deep/${pick(3)}/file`, `${pick(1_000)}\n`.repeat(50)),
        () => run(publisher, 'branch', `b${turn}`, `main~${pick(2)}`),
        () => {
          // Never the first commit: what begins anew has nothing in common, and is refused.
          run(publisher, 'rev-parse', '--verify', '--quiet', 'HEAD~1')
          run(publisher, 'commit', '-q', '--amend', '-m', `Amended ${turn}`)
        },
        () => run(publisher, 'checkout', '-q', other),
        () => run(publisher, 'merge', '-q', '-X', 'ours', '-m', `Merge ${other}`, other),
        () => run(publisher, 'reset', '-q', '--hard', 'HEAD~1'),
        () => run(publisher, 'revert', '--no-edit', 'HEAD'),
        () => run(publisher, 'tag', '-m', 'tag', `t${turn}`),
      ]
      try {
        doings[pick(doings.length)]!()
      } catch {
        run(publisher, 'reset', '-q', '--hard')
      }
      const number = published.count + 1
      await follow(published)
      expect(heads(follower, 'refs/remotes/alice'), `seed ${seed}, turn ${turn}`).toEqual(
        heads(publisher, 'refs/heads'),
      )
      const file = join(folder, `append-${number}.pack`)
      if (!existsSync(file)) continue
      // Thin deltas build on what the tip and the packs before hold, and HEAD's tree is there.
      execFileSync('git', ['index-pack', '--stdin', '--fix-thin'], {
        cwd: tipOnly,
        input: execFileSync('cat', [file]),
        stdio: ['pipe', 'ignore', 'pipe'],
      })
      const { headCommit } = await git.select(await git.open(publisher), 'all')
      run(tipOnly, 'ls-tree', '-r', headCommit)
      run(tipOnly, 'archive', '--output', '/dev/null', headCommit)
    }
    expect(run(follower, 'fsck', '--no-dangling')).toBe('')
  })
})

it('a pack on request holds what is asked for, and says nothing of private commits', async () => {
  const sha = commit('e')
  const [want, have] = [[sha], [run(publisher, 'rev-parse', 'main~1')]]
  const request = { want, have, maxBytes: 1e6 }
  const gitDir = join(publisher, '.git')
  const small = await updates.makeRequested(gitDir, request, join(folder, 'small.pack'))
  const whole = await updates.makeRequested(gitDir, { ...request, have: [] }, join(folder, 'whole.pack'))
  expect(small).toBeLessThan(whole)
  run(publisher, 'checkout', '-q', '-b', 'private')
  const secret = commit('f')
  const asked = await updates.makeRequested(
    gitDir,
    { ...request, have: [secret] },
    join(folder, 'asked.pack'),
  )
  expect(asked).toBe(whole)
  await expect(
    updates.makeRequested(gitDir, { ...request, have: [], maxBytes: 10 }, join(folder, 'none.pack')),
  ).rejects.toMatchObject({ code: 'TOO_LARGE' })
  const held = await updates.describeHeld(await git.open(publisher), 3)
  expect(held[0]).toBe(run(publisher, 'rev-parse', 'HEAD'))
  expect(held.length).toBeLessThanOrEqual(3)
})

it('hints come soon after refs or HEAD have moved, and end', async () => {
  const repository = await git.open(publisher)
  let hints = 0
  const stop = updates.watch(repository, () => hints++)
  await new Promise((resolve) => setTimeout(resolve, 200))
  commit('e')
  await expect.poll(() => hints).toBeGreaterThan(0)
  run(publisher, 'checkout', '-q', '-b', 'deep/er')
  const now = hints
  await expect.poll(() => hints).toBeGreaterThan(now)
  stop()
  expect((await updates.snapshot(repository)).head).toBe('refs/heads/deep/er')
})

it('the stamp changes with every change of refs or HEAD, by whatever command, and with nothing else', async () => {
  const repository = await git.open(publisher)
  const stamps: (string | null)[] = []
  const changes: readonly (() => unknown)[] = [
    () => commit('z'),
    () => run(publisher, 'commit', '-q', '--amend', '-m', 'amended'),
    () => run(publisher, 'branch', 'other'),
    () => run(publisher, 'checkout', '-q', 'other'),
    () => run(publisher, 'checkout', '-q', '--detach'),
    () => run(publisher, 'branch', '-f', 'deep/er/still', 'HEAD~1'),
    () => run(publisher, 'pack-refs', '--all'),
    () => run(publisher, 'branch', '-D', 'deep/er/still'),
    () => run(publisher, 'tag', 'v9'),
    () => run(publisher, 'update-ref', 'refs/heads/other', 'HEAD~1'),
    () => run(publisher, 'update-ref', 'refs/heads/other', 'HEAD'),
  ]
  stamps.push(await updates.stamp(repository))
  for (const change of changes) {
    change()
    const stamp = await updates.stamp(repository)
    writeFileSync(join(publisher, 'untracked'), String(stamps.length))
    run(publisher, 'add', 'untracked')
    run(publisher, 'gc', '-q', '--no-prune')
    const after = await updates.stamp(repository)
    expect(await updates.stamp(repository)).toBe(after)
    stamps.push(stamp)
  }
  expect(stamps).not.toContain(null)
  expect(new Set(stamps).size).toBe(stamps.length)
  rmSync(join(publisher, '.git'), { recursive: true })
  expect(await updates.stamp(repository)).toBeNull()
})
