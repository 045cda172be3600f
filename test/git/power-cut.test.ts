/** What a ref leads to is synced, and the ref itself: told by git (trace2). */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { updateRemote } from '../../src/main/git/program/updates/update-remote.ts'
import { rememberRemoteRefs } from '../../src/main/git/program/updates/remote-refs.ts'
import { GitProgram } from '../../src/main/git/program/run.ts'
import { open } from '../../src/main/git/program/open.ts'
import { scratchFolder } from './scratch.ts'
import { git } from './user-git.ts'

const folder = scratchFolder('power-cut')
const [, major = 0, minor = 0] = (
  /(\d+)\.(\d+)/.exec(execFileSync('git', ['--version'], { encoding: 'utf8' })) ?? []
).map(Number)
const tellsSyncs = major > 2 || (major === 2 && minor >= 36)
if (!tellsSyncs) console.warn('SKIPPED: git before 2.36 neither syncs refs nor tells what it syncs')

const log = join(folder, 'trace')
let publisher: string
let follower: string

/** Git that writes down what it does, whatever its environment is made to be. */
function tracingGit(): GitProgram {
  const path = join(folder, 'git')
  writeFileSync(path, `#!/bin/sh\nGIT_TRACE2_EVENT='${log}' exec git "$@"\n`, { mode: 0o755 })
  return new GitProgram(path)
}

/** Real syncs of each command that made any. */
function syncs(): Map<string, number> {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  for (const line of readFileSync(log, 'utf8').trim().split('\n')) {
    const event = JSON.parse(line) as {
      event: string
      sid: string
      name?: string
      key?: string
      value?: string
    }
    if (event.event === 'cmd_name') names.set(event.sid, event.name ?? '')
    if (event.event !== 'data' || event.key !== 'fsync/hardware-flush' || Number(event.value) === 0) continue
    const name = names.get(event.sid) ?? ''
    counts.set(name, (counts.get(name) ?? 0) + Number(event.value))
  }
  return counts
}

beforeAll(() => {
  publisher = join(folder, 'publisher')
  follower = join(folder, 'follower')
  git(folder, 'init', '-q', '-b', 'main', publisher)
  const commit = (name: string) => {
    writeFileSync(join(publisher, name), name)
    git(publisher, 'add', '-A')
    git(publisher, 'commit', '-qm', name)
  }
  commit('one')
  git(folder, 'clone', '-q', publisher, follower)
  commit('two')
  mkdirSync(join(folder, 'bare'))
})

describe.skipIf(!tellsSyncs)('heads that are brought', () => {
  it('are synced, and the objects before them', async () => {
    const program = tracingGit()
    const file = join(folder, 'new.pack')
    const pack = execFileSync('git', ['pack-objects', '--revs', '--thin', '--stdout', '-q'], {
      cwd: publisher,
      input: 'main\n^main~1\n',
    })
    writeFileSync(file, pack)
    const oid = git(publisher, 'rev-parse', 'main')
    await updateRemote(program, rememberRemoteRefs(), {
      repository: await open(program, follower),
      packs: [{ file, thin: true }],
      objectFormat: 'sha1',
      head: 'refs/heads/main',
      refs: [{ name: 'refs/heads/main', oid }],
      quarantine: join(folder, 'quarantine'),
      remote: 'alice',
      bare: join(folder, 'bare', 'alice.git'),
      mustBeRelated: false,
      now: Date.now(),
    })
    expect(git(follower, 'rev-parse', 'alice/main')).toBe(oid)
    const found = syncs()
    expect(found.get('unpack-objects')).toBeGreaterThanOrEqual(3) // a commit, a tree, a blob
    expect(found.get('update-ref')).toBeGreaterThanOrEqual(1)
  })
})
