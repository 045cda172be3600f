import { expect, it } from 'vitest'
import { wantedInterface } from './wanted-interface.ts'

it.each([
  ['10.0.4.27', '10.0.4.27'],
  [' eth0', 'eth0'],
  ['Local Area Connection 2', 'Local Area Connection 2'],
  ['FD00:0:0::0005', 'fd00::5'],
  ['fe80::5%eth0', 'fe80::5'],
])('%s is meant', (text, meant) => expect(wantedInterface(text)).toBe(meant))

it.each(['', ' ', '10.0.4', '10.0.4.256', '7', 'a\u0007b', 'x'.repeat(257)])('%j is not', (text) =>
  expect(wantedInterface(text)).toBe(null),
)
