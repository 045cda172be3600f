/** Plain git accepts a references object, with an allowed-signers file and nothing of ours; and refuses a changed one. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerIdOf } from '../../src/main/gtp/crypto.ts'
import { signReferences } from '../../src/main/gtp/references/sign-references.ts'
import { tagObjectId } from '../../src/main/gtp/references/tag-object-id.ts'
import { verifyReferences } from '../../src/main/gtp/references/verify-references.ts'
import { decodeSshsig, verifySshsig } from '../../src/main/gtp/sshsig.ts'
import { GtpError, type References } from '../../src/main/gtp/types.ts'
import { ALICE_PEER_ID, ALICE_PRIVATE_KEY, ALICE_PUBLIC_KEY, signAsAlice } from './alice.ts'
import { EXAMPLE_INFO, EXAMPLE_REFERENCES } from './example.ts'

let folder = ''
let commit = ''

/** Runs git in the test's repository, unaware of any configuration of the machine. */
function git(args: readonly string[], input?: Uint8Array) {
  const env = { ...process.env, HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: folder, env, input, encoding: 'utf8' })
  return { ok: status === 0, stdout: stdout.trim(), stderr }
}

const verifyTag = (oid: string) =>
  git(['-c', `gpg.ssh.allowedSignersFile=${join(folder, 'allowed')}`, 'verify-tag', oid])

const writeTag = (object: Uint8Array) => git(['hash-object', '-w', '-t', 'tag', '--stdin'], object).stdout

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gtp-verify-tag-'))
  git(['init', '-q'])
  git([
    '-c',
    'user.name=Alice',
    '-c',
    'user.email=a@example.org',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'one',
  ])
  commit = git(['rev-parse', 'HEAD']).stdout
  writeFileSync(join(folder, 'allowed'), `${ALICE_PEER_ID}@gittorrent namespaces="git" ${ALICE_PUBLIC_KEY}\n`)
})

afterAll(() => rmSync(folder, { recursive: true }))

function signed(change: Partial<References> = {}): Uint8Array {
  const refs = [{ name: 'refs/heads/main', oid: commit }]
  return signReferences(
    { ...EXAMPLE_REFERENCES, object: commit, refs, ...change },
    signAsAlice,
    ALICE_PUBLIC_KEY,
  )
}

describe('a references object in git', () => {
  it('is verified by git verify-tag, under the name that we compute', () => {
    const object = signed()
    const oid = writeTag(object)
    expect(oid).toBe(tagObjectId(object, 'sha1'))
    const result = verifyTag(oid)
    expect(result.stderr).toContain(`Good "git" signature for ${ALICE_PEER_ID}@gittorrent`)
    expect(result.ok).toBe(true)
    expect(verifyReferences(object, EXAMPLE_INFO).refs[0]?.oid).toBe(commit)
  })

  it('passes fsck, and so does its successor, which points at it', () => {
    const first = signed()
    const firstOid = writeTag(first)
    const { digest: previous } = verifyReferences(first, EXAMPLE_INFO)
    const second = writeTag(signed({ seq: 2, previous, object: firstOid, objectType: 'tag' }))
    const checked = git(['fsck', '--strict', second])
    expect(checked.stderr).toBe('')
    expect(checked.ok).toBe(true)
    expect(verifyTag(second).ok).toBe(true)
    expect(git(['rev-parse', `${second}^{commit}`]).stdout).toBe(commit)
  })

  it.each(['Mallory <x@y> 1 +0000\nobject', '名前 O’Brien', '<>', 'a\u202eb'])(
    'survives the nickname %j',
    (name) => {
      const object = signed({ tagger: { ...EXAMPLE_REFERENCES.tagger, name } })
      const oid = writeTag(object)
      expect(oid).toBe(tagObjectId(object, 'sha1'))
      expect(verifyTag(oid).ok).toBe(true)
      expect(verifyReferences(object, EXAMPLE_INFO).tagger.name).not.toMatch(/[<>\n\u202e]/)
    },
  )

  it('is refused by git and by us after a change of any one of some bytes', () => {
    const object = signed()
    const body = new TextDecoder().decode(object)
    for (const place of [
      body.indexOf('Alice'),
      body.indexOf('seq '),
      body.indexOf('refs/heads/main\n') + 11,
    ]) {
      const changed = object.slice()
      changed[place] = (changed[place] ?? 0) ^ 1
      const oid = git(['hash-object', '-w', '-t', 'tag', '--literally', '--stdin'], changed).stdout
      expect(verifyTag(oid).ok, `git at ${place}`).toBe(false)
      expect(() => verifyReferences(changed, EXAMPLE_INFO), `we at ${place}`).toThrow(GtpError)
    }
  })
})

describe('a signature that ssh-keygen made', () => {
  it('is read and verified by us', () => {
    const key = join(folder, 'key')
    writeFileSync(key, ALICE_PRIVATE_KEY, { mode: 0o600 })
    writeFileSync(`${key}.pub`, ALICE_PUBLIC_KEY)
    const made = spawnSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', key, '-n', 'git'], { input: 'a message' })
    const sshsig = decodeSshsig(made.stdout.toString())
    expect(peerIdOf(sshsig.publicKey)).toBe(ALICE_PEER_ID)
    expect(sshsig.hash).toBe('sha512')
    expect(verifySshsig(sshsig, new TextEncoder().encode('a message'))).toBe(true)
    expect(verifySshsig(sshsig, new TextEncoder().encode('b message'))).toBe(false)
  })
})
