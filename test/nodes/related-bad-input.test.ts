/** What a user may get wrong around heads and clones: one clear line on stderr with what to do, and nothing else happens. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { commit } from './arrivals.ts'
import { fails } from './fails.ts'
import { runCli, startNodes, type TestNode } from './start-node.ts'

let alice: TestNode
let bob: TestNode
let repo: string

beforeAll(async () => {
  ;[alice, bob] = await startNodes('Alice', 'Bob')
  repo = join(alice.folder, 'kite')
  mkdirSync(repo)
  git(repo, 'init', '-q', '-b', 'main')
  for (const name of ['one', 'two']) commit(repo, name)
  git(repo, 'config', 'uploadpack.allowFilter', 'true')
  await alice.json('publish', repo)
  await bob.json('nearby', '--wait', '2')
})
afterAll(() => Promise.all([alice?.stop(), bob?.stop()]))

it('what is only in part here is neither published nor used, and says what to do', async () => {
  const [partial, shallow] = [join(bob.folder, 'partial'), join(bob.folder, 'shallow')]
  execFileSync('git', ['clone', '-q', '--no-checkout', '--filter=blob:none', `file://${repo}`, partial])
  execFileSync('git', ['clone', '-q', '--depth', '1', `file://${repo}`, shallow])
  const full =
    /partial is a partial clone: [^;]+; make a full clone of it \(git clone without --filter\), and use that/
  const whole = /shallow is a shallow clone: [^;]+; run git fetch --unshallow there, then try again/
  await fails(bob, ['publish', partial], full)
  await fails(bob, ['join', 'kite', '--use', partial], full)
  await fails(bob, ['join', 'kite', '--use', shallow], whole)
  expect(git(partial, 'remote')).toBe('origin')
  expect(git(shallow, 'remote')).toBe('origin')
})

it('what is no clone to be used says so, rather than how to publish it', async () => {
  const empty = join(bob.folder, 'empty')
  git(bob.folder, 'init', '-q', empty)
  const action = /; choose the folder of a clone that you have, or join into a new folder\n$/
  await fails(bob, ['join', 'kite', '--use', join(bob.folder, 'missing')], action)
  await fails(bob, ['join', 'kite', '--use', empty], action)
})

it('what is beyond a limit is said in words', async () => {
  await fails(
    alice,
    ['publish', repo, '--name', 'x'.repeat(101)],
    /the name is longer than 100 characters; shorten it/,
  )
  await fails(
    alice,
    ['publish', repo, '--description', 'x'.repeat(501)],
    /the description is longer than 500/,
  )
  await fails(alice, ['publish', repo, '--branch', 'x'.repeat(251)], /one of the branches is longer than 250/)
  await fails(alice, ['publish-heads', ''], /this node has no project ""; look at/)
})

it('branches that --all can’t publish are told on stderr alone', async () => {
  git(repo, 'update-ref', 'refs/heads/-x', 'main')
  git(repo, 'update-ref', 'refs/heads/car\u202eol', 'main')
  for (const words of [
    ['publish', repo],
    ['publish-heads', 'kite'],
  ]) {
    const { code, stdout, stderr } = await alice.run(...words, '--all', '--json')
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^gittorrent: 2 branches are left out, [^\n]+: "-x", "car\\u\{202e\}ol"; rename [^\n]+\n$/,
    )
    expect(JSON.parse(stdout)).toMatchObject({ heads: [{ ref: 'refs/heads/main' }] })
    expect(stdout).not.toContain('leftOut')
  }
  await fails(alice, ['publish', repo, '--branch', '-x'], /"-x" can't be published; rename the branch/)
})

it('an interface that this computer has not is said at the start, with --json as well', async () => {
  const carol = await startNodeWithStderr('192.0.2.77')
  try {
    expect(carol.said).toBe(
      'gittorrent: discovery is off: no network interface has the address 192.0.2.77; connect it, or choose another\n',
    )
  } finally {
    await carol.stop()
  }
})

it('a data directory that is a file, or in one, is said in words', async () => {
  const file = join(alice.folder, 'a-file')
  writeFileSync(file, '')
  for (const [folder, expected] of [
    [file, /a-file is a file; choose a folder with --data-dir\n$/],
    [join(file, 'data'), /a-file\/data can't be made; choose another folder with --data-dir\n$/],
  ] as const) {
    const { code, stdout, stderr } = await runCli(['start', '--data-dir', folder])
    expect(stderr).toMatch(expected)
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 1, stdout: '', lines: 2 })
  }
})

/** A node that has told that it is ready, with what it said on stderr until a moment later. */
async function startNodeWithStderr(address: string) {
  const folder = mkdtempSync(join(tmpdir(), 'gittorrent-carol-'))
  const cli = join(import.meta.dirname, '..', '..', 'out', 'main', 'cli.js')
  const options = ['--name', 'Carol', '--data-dir', join(folder, 'data'), '--port', '0']
  const child = spawn(process.execPath, [cli, 'start', '--json', ...options, '--interface', address])
  let said = ''
  child.stderr.on('data', (chunk) => (said += String(chunk)))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await expect.poll(() => said).not.toBe('')
  return {
    said,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
