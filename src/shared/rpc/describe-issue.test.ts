import { expect, it } from 'vitest'
import { commands } from '../contract.ts'
import { describeIssue } from './describe-issue.ts'

const long = 'x'.repeat(300)
const told = (command: keyof typeof commands, input: unknown) => {
  const { code, message, action } = describeIssue(commands[command].input.safeParse(input).error?.issues[0])
  expect(code).toBe('BAD_INPUT')
  return `${message}; ${action}`
}

it.each([
  ['publish', { path: '/x', name: long }, 'the name is longer than 100 characters; shorten it'],
  ['publish', { path: '' }, 'the path is empty; fill it in'],
  [
    'publish',
    { path: '/x', branches: [long] },
    'one of the branches is longer than 250 characters; shorten it',
  ],
  [
    'publish',
    { path: '/x', branches: Array(1001).fill('x') },
    'the branches are more than 1000; give fewer of them',
  ],
  ['nearby', { wait: 601 }, 'the wait is more than 600 seconds; give at most 600 seconds'],
  ['updateSettings', { name: '' }, 'the name is empty; fill it in'],
  ['updateSettings', { uploadLimit: 1 }, 'the upload limit is less than 0.01 MB/s; give at least 0.01 MB/s'],
  [
    'trust',
    { peerId: 'x', trusted: true },
    'the peer id does not look as it should: a repo hash is 40 hex digits; correct it and try again',
  ],
  [
    'autoMerge',
    { project: 'x', mode: 'all' },
    'the mode is not what was expected; update the program that asked',
  ],
  ['status', 7, 'the input is not what was expected; update the program that asked'],
] as const)('%s, %j', (command, input, words) => expect(told(command, input)).toBe(words))
