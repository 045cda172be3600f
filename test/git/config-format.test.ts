/** The configuration format is read as git reads it: what git finds in a file, our reader finds as well. */
import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { mutate } from '../../fuzz/mutate.ts'
import { createRandom } from '../../fuzz/random.ts'
import { gitmodules } from '../../fuzz/targets/git.ts'
import { parseConfig } from '../../src/main/git/isomorphic/parse-config.ts'
import { testEnvironment } from './git-command.ts'

/** "section.subsection.key", and the value; null where git refuses the file. */
function asGit(text: string | Buffer): readonly string[] | null {
  const args = ['config', '--file', '-', '--null', '--list']
  const { status, stdout } = spawnSync('git', args, { input: text, env: testEnvironment(), encoding: 'utf8' })
  return status === 0 ? stdout.split('\0').slice(0, -1) : null
}
const asOurs = (text: string | Buffer) =>
  parseConfig(Buffer.from(text))
    .filter(({ key, section }) => key !== '' && section !== '')
    .map(({ section, subsection, key, value }) => {
      const name = [section, ...(subsection === null ? [] : [subsection]), key].join('.')
      return `${name}\n${value}`
    })

it.each([
  '[submodule "a"]\n\turl = x\n',
  '[submodule "a"]\r\n\turl = x\r\n',
  '[submodule "a"]\n\rurl = -x\n',
  '[Submodule.A]\n\turl = -x\n',
  '[a] [submodule "x"] url = -x\n',
  '[submodule "a]b"] url = -x\n',
  '[submodule "a\\"b\\\\c"]\n\turl = "x ; y" # z\n',
  '[submodule "a"]\n\turl = -\\\nx\n',
  '[submodule "a"]\n\turl = a\\nb\\tc\n\tpath = "  x  "\n',
  '[Submodule "A"]\n\tURL =\t-x ; y\n',
  '\ufeff[submodule "a"]url=x',
  '; nothing\n[submodule "a"] # some\nurl = x',
])('%j', (text) => {
  const found = asGit(text)
  expect(found).not.toBeNull()
  // Spaces within quotes stay for git; for what is looked for they don't matter.
  expect(asOurs(text).map((line) => line.trim())).toEqual(
    found!.map((line) => line.replace(/\n\s+/, '\n').trim()),
  )
})

it('whatever chance makes of it', () => {
  const random = createRandom(11)
  const [seed] = gitmodules.seeds()
  let read = 0
  for (let count = 0; count < 400; count++) {
    const input = Buffer.from(mutate({ ...gitmodules, longest: 300 }, seed!, seed!, random))
    const found = input.includes(0) || input.includes('\ufffd') ? null : asGit(input)
    if (found === null) continue
    read++
    const plain = (line: string) => line.replace(/\s+/g, ' ').trim()
    const ours = asOurs(input).map(plain)
    for (const line of found.filter((each) => each.startsWith('submodule.')).map(plain))
      expect(ours, JSON.stringify(input.toString())).toContain(line)
  }
  expect(read).toBeGreaterThan(50)
})
