/** A report for others, of a node into which secrets were planted wherever they could come from. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'

/** Each is planted where its name says. */
const planted = {
  file: 'PLANTED-IN-A-FILE-31415',
  commit: 'PLANTED-IN-A-COMMIT-27182',
  tracker: 'PLANTED-PASSKEY-16180',
  password: 'PLANTED-PASSWORD-14142',
  stray: 'PLANTED-IN-THE-DATA-DIRECTORY-17320',
  environment: 'PLANTED-IN-THE-ENVIRONMENT-22360',
}

let alice: TestNode
beforeAll(async () => {
  const tracker = `http://127.0.0.1:9/announce?passkey=${planted.tracker}`
  alice = await startNode({
    name: 'Alice',
    args: ['--tracker', tracker],
    env: { GITTORRENT_LOG: 'debug', API_KEY: planted.environment },
  })
  const repo = buildSmallRepository(join(alice.folder, 'kite'))
  writeFileSync(join(repo, 'README.md'), planted.file)
  git(repo, 'commit', '-qam', planted.commit)
  git(repo, 'remote', 'add', 'work', `https://alice:${planted.password}@example.org/kite.git`)
  await alice.json('publish', repo)
  writeFileSync(join(alice.dataDir, 'notes.txt'), planted.stray)
  // Failures quote what was asked for.
  await alice.run('join', alice.ui)
  await alice.run('join', `https://alice:${planted.password}@example.org/kite.git`)
  await alice.run('publish', join(alice.folder, `?token=${planted.password}`))
})
afterAll(() => alice?.stop())

/** The lines of the key, and the token of the UI, as they are. */
const ownSecrets = () => [
  ...readFileSync(join(alice.dataDir, 'identity.pem'), 'utf8')
    .split('\n')
    .filter((line) => /^[\w+/=]{16,}$/.test(line)),
  alice.ui.split('#token=')[1]!,
]

describe('the log', () => {
  const log = () => readFileSync(join(alice.dataDir, 'logs', 'gittorrent.log'), 'utf8')

  it('is structured, and tells what happened', () => {
    const events = log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(events[0]).toMatchObject({ level: 'info', event: 'start', node: process.versions.node })
    expect(events).toContainEqual(expect.objectContaining({ event: 'activity', kind: 'published' }))
    expect(events).toContainEqual(expect.objectContaining({ event: 'call failed', command: 'join' }))
  })

  it('holds no secret either', () => {
    for (const secret of [...Object.values(planted), ...ownSecrets()]) expect(log()).not.toContain(secret)
  })
})

describe('the report', () => {
  it('says what helps, and holds no secret', async () => {
    const file = join(alice.folder, 'report.txt')
    expect(await alice.json('doctor', '--report', file)).toMatchObject({ report: file })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    for (const part of [
      '## Program',
      alice.peerId,
      '"id": "git"',
      '"role":"publisher"',
      'identity.pem',
      '"event":"start"',
    ])
      expect(text).toContain(part)
    expect(ownSecrets().length).toBeGreaterThan(2)
    for (const secret of [...Object.values(planted), ...ownSecrets()]) expect(text).not.toContain(secret)
    expect(text).not.toContain('BEGIN')
    if (homedir().length > 1) expect(text).not.toContain(homedir())
  })

  it('is never written over another file', async () => {
    const file = join(alice.folder, 'mine.txt')
    writeFileSync(file, 'mine')
    expect(await alice.run('doctor', '--report', file)).toMatchObject({ code: 1 })
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('can be had of a node that does not run', async () => {
    await alice.kill()
    mkdirSync(join(alice.folder, 'reports'))
    const file = join(alice.folder, 'reports', 'after.txt')
    expect((await alice.run('doctor', '--report', file)).code).toBe(0)
    expect(readdirSync(join(alice.folder, 'reports'))).toEqual(['after.txt'])
    const text = readFileSync(file, 'utf8')
    expect(text).toContain('No node runs')
    expect(text).toContain('"event":"start"')
    for (const secret of [...Object.values(planted), ...ownSecrets()]) expect(text).not.toContain(secret)
  })
})
