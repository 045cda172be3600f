import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { detectGit } from '../../src/main/git/detect-git.ts'
import { findGit } from '../../src/main/git/find-git.ts'
import { scratchFolder } from './scratch.ts'

const folder = scratchFolder('detect')

/** A folder with a program called git. */
function fakeGit(name: string, script: string): string {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(path, 'git'), 0o755)
  return path
}
// A platform without usual folders of its own here, so that only PATH counts.
const only = (...path: string[]) => ({
  surroundings: { platform: 'linux' as const, env: { PATH: path.join(':') } },
})

describe('detectGit', () => {
  it('finds the installed git and its version', async () => {
    expect(await detectGit()).toMatchObject({ name: 'git', version: expect.stringMatching(/^2\.\d+/) })
  })

  it('gives the embedded one when asked', async () => {
    expect(await detectGit({ force: 'isomorphic-git' })).toMatchObject({
      name: 'isomorphic-git',
      version: expect.stringMatching(/^1\./),
    })
  })

  it('passes by programs that hang, fail, are too old, or are something else', async () => {
    const bad = [
      fakeGit('hangs', 'sleep 60'),
      fakeGit('fails', 'exit 1'),
      fakeGit('old', 'echo git version 2.24.4'),
      fakeGit('other', 'echo hello'),
    ]
    const good = fakeGit('good', 'echo "git version 2.99.1 (Apple Git-154)"')
    const started = Date.now()
    expect(await detectGit(only(...bad, good))).toMatchObject({ name: 'git', version: '2.99.1' })
    expect(Date.now() - started).toBeLessThan(15_000)
  })

  it('looks nowhere relative to the current folder', async () => {
    const found = await findGit({ platform: 'linux', env: { PATH: '.:bin::/nowhere' } })
    expect(found.every((file) => file.startsWith('/usr/'))).toBe(true)
  })

  it('leaves macOS’s stub alone where the developer tools are missing', async () => {
    const found = await findGit({ platform: 'darwin', env: { PATH: '/usr/bin' } })
    expect(found).not.toContain('/usr/bin/git')
  })
})
