import { expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { gitmodulesFault } from './gitmodules.ts'

const file = (...lines: string[]) => Buffer.from(lines.join('\n'))

it.each([
  [['[submodule "../../hooks"]']],
  [['[submodule "a\\\\..\\\\b"]']],
  [['[submodule ""]']],
  [['[submodule "a"]', '\turl = -u./payload']],
  [['[submodule "a"]', '\turl = "--upload-pack=x"']],
  [['[submodule "a"]', '\tURL = \\', '-x']],
  [['[submodule "a"] path = -x']],
  [['[submodule "a"]', 'update = !sh']],
  [['[submodule "a"]', '\rurl = -x']],
  [['[b] [submodule "a"] url = -x']],
  [['[submodule "a]b"] url = -x']],
  [['[submodule.a]', 'url = -x']],
  [['[submodule "a"]', 'url = https://example.org/%0ahost=x']],
])('refuses %j', (lines) => expect(gitmodulesFault(file(...lines))).toMatch(/^a submodule/))

it('takes a usual file', () =>
  expect(
    gitmodulesFault(file('# ours', '[submodule "lib/a..b"]', '\tpath = lib/a', '\turl = ../a-b.git')),
  ).toBeNull())

it('is read in a moment, whatever is in it', () => {
  const began = cpuTime()
  for (const line of [
    `url =y${' '.repeat(200_000)}x`,
    `${' '.repeat(200_000)}[`,
    '['.repeat(200_000),
    '"\\'.repeat(100_000),
  ])
    expect(gitmodulesFault(file('[submodule "a"]', line))).toBeNull()
  expect(cpuTime() - began).toBeLessThan(1000)
})
