import { expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { parseCommit } from './parse-object.ts'

const commit = (message: string, author = 'Alice <alice@example.org>') =>
  Buffer.from(`tree ${'a'.repeat(40)}\nauthor ${author} 1 +0000\ncommitter ${author} 7 +0000\n\n${message}`)

it.each([
  ['Begin\n', 'Begin'],
  ['\n \nBegin  \nand go on\n\nBecause.\n', 'Begin and go on'],
  ['One\n \t\nTwo', 'One'],
  ['', ''],
  [' \n\n', ''],
])('reads the subject of %j', (message, subject) =>
  expect(parseCommit(commit(message))).toMatchObject({ subject, author: 'Alice', time: 7 }),
)

it('is read in a moment, whatever is in it', () => {
  const began = cpuTime()
  parseCommit(commit(`${' '.repeat(300_000)}x`))
  parseCommit(commit('x', ' '.repeat(300_000)))
  expect(cpuTime() - began).toBeLessThan(1000)
})
