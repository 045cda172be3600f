/** The demo shows what it says, and leaves nothing behind. */
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { git } from '../git/user-git.ts'
import { until } from '../nodes/arrivals.ts'

const script = join(import.meta.dirname, '..', '..', 'demo', 'run.mjs')

it('commits of the others keep coming to Bob, until Ctrl+C', async () => {
  const demo = spawn(process.execPath, [script, '--no-open', '--pace', '0.5'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, errors] = ['', '']
  demo.stdout.on('data', (chunk) => (out += String(chunk)))
  demo.stderr.on('data', (chunk) => (errors += String(chunk)))
  const ended = new Promise<number | null>((resolve) => demo.once('close', resolve))
  try {
    const clone = await until('Bob', () => /^Your clone, .*: (.+)$/m.exec(out)?.[1] ?? '', 60_000)
    const subjects = (ref: string) => git(clone, 'log', '--format=%s', `refs/remotes/${ref}`).split('\n')
    await until("Alice's", () => subjects('alice/main').includes('parser: name what is expected'))
    await until("Carol's", () => subjects('carol/explain-tree').includes('lexer: say it in one line'))
    expect(git(clone, 'fsck')).toBe('')
    demo.kill('SIGINT')
    expect(await ended).toBe(0)
    expect(out).toContain('The demo is over')
    expect(errors).toBe('')
    expect(existsSync(clone)).toBe(false)
  } finally {
    demo.kill('SIGKILL')
  }
})

it('says what its words mean', () => {
  const { status, stderr } = spawnSync(process.execPath, [script, '--pace', 'never'], { encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr).toContain('--pace wants seconds')
  expect(stderr).toContain('npm run demo -- ')
})
