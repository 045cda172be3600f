/** A git that hangs, is ended or has gone: told in time, told apart from a bad pack, and never a busy one that says nothing. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { asBadPack } from '../../src/main/git/failures.ts'
import { GitProgram } from '../../src/main/git/program/run.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('git-trouble')
const IDLE = 500
let count = 0

/** A program in git's place. */
function program(script: string): GitProgram {
  const path = join(folder, `git-${++count}`)
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return new GitProgram(path, { idle: IDLE })
}
const run = (git: GitProgram) => git.run(['index-pack', 'x'], { cwd: folder })

it.each([
  ['says nothing', 'exec sleep 600'],
  ['has said something', 'echo half a line; exec sleep 600'],
  ['waits for a helper', 'sleep 600 & wait'],
])('one that hangs and %s is ended', async (_, script) => {
  await expect(run(program(script))).rejects.toMatchObject({
    code: 'GIT_BROKE_OFF',
    message: expect.stringMatching(/index-pack did nothing for \d+ s/),
  })
})

it.skipIf(process.platform !== 'linux')('one that works without a word is left alone', async () => {
  const busy = 'end=$(($(date +%s) + 3)); while [ $(date +%s) -lt $end ]; do :; done; echo done'
  expect(await run(program(busy))).toBe('done\n')
})

it('one that waits for what has not come yet is left alone', async () => {
  const { child, done } = program('cat').start(['index-pack'], { cwd: folder })
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk))
  await new Promise((resolve) => setTimeout(resolve, 3 * IDLE))
  child.stdin?.end('late')
  await done
  expect(said).toBe('late')
})

it('one that was ended has found no fault in a pack', async () => {
  const error = await run(program('kill -9 $$')).catch((thrown: unknown) => asBadPack(thrown))
  expect(error).toMatchObject({ code: 'GIT_BROKE_OFF', message: 'git index-pack was ended by SIGKILL' })
})

it('nor has one that may open no more files', async () => {
  const script = 'echo "fatal: unable to open x: Too many open files" >&2; exit 128'
  const error = await run(program(script)).catch((thrown: unknown) => asBadPack(thrown))
  expect(error).toMatchObject({ code: 'SYSTEM_TROUBLE' })
})

it('one that has gone is missed', async () => {
  const gone = new GitProgram(join(folder, 'no-git'))
  await expect(run(gone)).rejects.toMatchObject({ code: 'GIT_MISSING' })
})
