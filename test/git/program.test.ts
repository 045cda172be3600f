/** What only the git program does, and what it must not let a repository or a peer make it do. */
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { GitProgram } from '../../src/main/git/program/run.ts'
import { AppError } from '../../src/shared/errors.ts'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git } from '../../src/main/git/types.ts'
import { buildHistory } from './build-history.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { cloneInto, entriesOf, publish, targetIn } from './compliance/setup.ts'
import { gitCommand } from './git-command.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('program')
const isRoot = process.getuid?.() === 0
const home = process.env['HOME']
let git: Git
beforeAll(async () => {
  git = await detectGit({ force: 'git' })
})
afterEach(() => {
  process.env['HOME'] = home
})

describe('SHA-256 repositories', () => {
  it('are published and cloned with git, and refused without', async () => {
    const kite = buildSmallRepository(join(folder, 'sha256'), { objectFormat: 'sha256' })
    const { source, selection } = await publish(git, kite, ['main', 'next'])
    expect(source.objectFormat).toBe('sha256')
    expect(selection.headCommit).toHaveLength(64)
    const target = targetIn(join(folder, 'sha256-clones'))
    const clone = await cloneInto(git, source, target)
    expect(gitCommand(clone, 'status', '--porcelain', '--branch')).toBe('## main...alice/main')
    expect(gitCommand(clone, 'fsck', '--strict')).toBe('')
    expect(gitCommand(clone, 'fetch', 'alice')).toBe('')
    expect(gitCommand(clone, 'rev-parse', '--show-object-format', 'HEAD')).toBe(
      `sha256\n${selection.headCommit}`,
    )

    const embedded = await detectGit({ force: 'isomorphic-git' })
    await expect(embedded.open(kite)).rejects.toMatchObject({ code: 'UNSUPPORTED_FORMAT' })
    const cloned = embedded.clone(source, targetIn(join(folder, 'refused')), () => undefined)
    await expect(cloned).rejects.toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      action: expect.stringMatching(/install git/),
    })
    expect(entriesOf(join(folder, 'refused'))).toEqual([])
  })
})

describe('programs that others have configured', () => {
  const script = (name: string, marker: string) => {
    const file = join(folder, name)
    writeFileSync(file, `#!/bin/sh\ntouch '${marker}'\ncat\n`)
    chmodSync(file, 0o755)
    return file
  }

  it('are not run by publishing a repository', async () => {
    const kite = buildSmallRepository(join(folder, 'booby-trapped'))
    const marker = join(folder, 'ran-1')
    const trap = script('trap-1', marker)
    for (const key of [
      'core.fsmonitor',
      'core.sshCommand',
      'core.pager',
      'core.editor',
      'diff.external',
      'gpg.program',
    ]) {
      gitCommand(kite, 'config', key, trap)
    }
    for (const key of [
      'core.alternateRefsCommand',
      'uploadpack.packObjectsHook',
      'filter.x.clean',
      'credential.helper',
    ]) {
      gitCommand(kite, 'config', key, trap)
    }
    gitCommand(kite, 'config', 'log.showSignature', 'true')
    gitCommand(kite, 'config', 'core.hooksPath', folder)
    for (const hook of ['post-checkout', 'post-index-change', 'reference-transaction']) script(hook, marker)
    await git.inspect(await git.open(kite))
    await publish(git, kite, 'all')
    expect(existsSync(marker)).toBe(false)
    // The trap is set: git's own commands walk into it.
    gitCommand(kite, 'status')
    expect(existsSync(marker)).toBe(true)
  })

  it('are not run by a clone, while the user’s line endings are kept', async () => {
    const kite = join(folder, 'filtered')
    mkdirSync(kite)
    gitCommand(kite, 'init', '--quiet', '--initial-branch=main')
    writeFileSync(join(kite, '.gitattributes'), '*.txt text filter=mine\n*.bin filter=lfs\n')
    writeFileSync(join(kite, 'a.txt'), 'one\ntwo\n')
    writeFileSync(join(kite, 'b.bin'), 'pointer\n')
    gitCommand(kite, 'add', '.')
    gitCommand(kite, 'commit', '--quiet', '--message', 'Attributes')
    const { source } = await publish(git, kite)

    const marker = join(folder, 'ran-2')
    const trap = script('trap-2', marker)
    process.env['HOME'] = join(folder, 'home')
    mkdirSync(process.env['HOME'])
    const filters = ['mine', 'lfs'].map(
      (name) => `[filter "${name}"]\n\tsmudge = ${trap}\n\tclean = ${trap}\n\trequired = true\n`,
    )
    const template = `[init]\n\ttemplateDir = ${folder}\n[core]\n\tautocrlf = true\n\thooksPath = ${folder}\n`
    writeFileSync(join(folder, 'home/.gitconfig'), template + filters.join(''))
    const clone = await cloneInto(git, source, targetIn(join(folder, 'filtered-clones')))
    expect(existsSync(marker)).toBe(false)
    expect(readFileSync(join(clone, 'a.txt'), 'utf8')).toBe('one\r\ntwo\r\n')
    expect(readFileSync(join(clone, 'b.bin'), 'utf8')).toBe('pointer\r\n')
    expect(readdirSync(join(clone, '.git'))).not.toContain('hooks')
    // The trap is set: git's own clone walks into it.
    execFileSync('git', ['clone', '--quiet', kite, join(folder, 'trapped')])
    expect(existsSync(marker)).toBe(true)
  })
})

it.skipIf(!isRoot)('reads a repository that belongs to somebody else', async () => {
  const kite = buildSmallRepository(join(folder, 'foreign'))
  chownSync(kite, 12345, 12345)
  chownSync(join(kite, '.git'), 12345, 12345)
  expect(() => gitCommand(kite, 'status')).toThrow(/dubious ownership/)
  expect((await publish(git, kite)).packs).toHaveLength(2)
})

it('says when a repository has gone since it was opened', async () => {
  const kite = buildSmallRepository(join(folder, 'going'))
  const repository = await git.open(kite)
  rmSync(kite, { recursive: true })
  await expect(git.select(repository, 'current')).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' })
})

it('ends when what it is to read can not be read', async () => {
  const program = new GitProgram('git')
  const input = createReadStream(join(folder, 'nothing-there'))
  await expect(program.run(['hash-object', '--stdin'], { cwd: '/', input })).rejects.toBeInstanceOf(AppError)
})

describe('cancelling', () => {
  let long = ''
  beforeAll(async () => {
    long = await buildHistory(join(folder, 'long'), { commits: 2000, megabytes: 40 })
  })

  it('ends the processes that pack, and leaves no file', async () => {
    const repository = await git.open(long)
    const selection = await git.select(repository, 'current')
    const into = join(folder, 'cancelled-packs')
    const controller = new AbortController()
    const made = git.makePacks(repository, selection, into, controller.signal)
    await expect.poll(() => runningIn(long).length).toBeGreaterThan(0)
    controller.abort()
    await expect(made).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect.poll(() => runningIn(long)).toEqual([])
    expect(entriesOf(into)).toEqual([])
  })

  it('ends the process that indexes, and leaves no folder', async () => {
    const { source } = await publish(git, long)
    const place = join(folder, 'cancelled-clones')
    const controller = new AbortController()
    const progress = (phase: string, fraction: number) => {
      if (phase === 'indexing' && fraction > 0.5) controller.abort()
    }
    const cloned = git.clone(source, targetIn(place), progress, controller.signal)
    await expect(cloned).rejects.toMatchObject({ code: 'CANCELLED' })
    await expect.poll(() => runningIn(place)).toEqual([])
    expect(entriesOf(place)).toEqual([])
  })
})

/** Command lines of processes that name a folder, as Linux tells them. */
function runningIn(path: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
    .filter((commandLine) => commandLine.includes(path))
}
