import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import type { TreeEntry } from './parse-object.ts'
import { treeFault } from './tree-safety.ts'

const entry = (name: string, mode = '100644', oid = 'a'.repeat(40)): TreeEntry => ({
  mode,
  name: Buffer.from(name),
  oid,
})

describe('treeFault', () => {
  it.each([
    '',
    '.',
    '..',
    'a/b',
    '.git',
    '.GIT',
    '.gIt',
    'git~1',
    'GIT~2',
    '.git ',
    '.git...',
    '.git:x',
    '.git::$INDEX_ALLOCATION',
    'a\\..',
    'a\\.git',
    '.g\u200cit',
    '\ufeff.git',
  ])('refuses %j', (name) => expect(treeFault([entry(name)])).toMatch(/^a tree has/))

  it.each([
    '.gitignore',
    '.gitmodules',
    'git',
    'git~',
    '.gitx',
    '...',
    'a.git',
    '.git-blame',
    'x\\y',
    'digit~1',
  ])('takes %j', (name) => expect(treeFault([entry(name)])).toBeNull())

  it('refuses null objects, modes that nothing has, and .gitmodules as a link', () => {
    expect(treeFault([entry('a', '100644', '0'.repeat(40))])).toMatch(/null/)
    expect(treeFault([entry('a', '777')])).toMatch(/mode/)
    expect(treeFault([entry('.gitmodules', '120000')])).toMatch(/symbolic/)
    expect(treeFault([entry('GITMOD~1', '120000')])).toMatch(/symbolic/)
  })

  it('refuses what is unsorted or twice, a folder sorting as if it ended with a slash', () => {
    expect(treeFault([entry('b'), entry('a')])).toMatch(/sorted/)
    expect(treeFault([entry('a'), entry('a')])).toMatch(/twice/)
    expect(treeFault([entry('a'), entry('a', '40000')])).toMatch(/twice/)
    expect(treeFault([entry('a.b'), entry('a', '40000'), entry('a0')])).toBeNull()
  })

  it('refuses a link beside a folder that some systems take for it', () => {
    expect(treeFault([entry('A', '120000'), entry('a', '40000')])).toMatch(/hides/)
    expect(treeFault([entry('A'), entry('a')])).toBeNull()
  })

  it('refuses what no disk takes for a name, and at once', () => {
    const began = cpuTime()
    expect(treeFault([entry(`${'.'.repeat(300_000)}x`)])).toMatch(/no disk/)
    expect(treeFault([entry('x'.repeat(255))])).toBeNull()
    expect(cpuTime() - began).toBeLessThan(1000)
  })
})
