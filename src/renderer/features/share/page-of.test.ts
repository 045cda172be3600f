import { expect, it } from 'vitest'
import { nodeView } from '../../../shared/samples.ts'
import { cloneCommand, pageOf } from './page-of.ts'

const hash = '11'.repeat(20)
const at = (...addresses: string[]) =>
  nodeView({
    discovery: {
      ...{ state: 'live', lastHeard: 0, message: '' },
      interfaces: addresses.map((address) => ({ name: 'eth0', address })),
    },
  })

it('is where this node is reached first', () => {
  expect(pageOf(at('192.0.2.2', '198.51.100.2'))).toBe('http://192.0.2.2:7411/')
  expect(pageOf(at('fe80::1'))).toBe('http://[fe80::1]:7411/')
  expect(pageOf(at())).toBeNull()
})

it('is a command that no name can turn into another', () => {
  expect(cloneCommand(at('192.0.2.2'), hash, 'notes')).toBe(
    `git clone http://192.0.2.2:7411/${hash}.git notes`,
  )
  for (const name of ['my notes', '-u x', 'a;b', '$(x)', '../x'])
    expect(cloneCommand(at('192.0.2.2'), hash, name)).toBe(`git clone http://192.0.2.2:7411/${hash}.git`)
})

it('quotes an address of IPv6, which zsh would take for a pattern', () => {
  expect(cloneCommand(at('fd00::1'), hash, 'notes')).toBe(
    `git clone "http://[fd00::1]:7411/${hash}.git" notes`,
  )
})

it('is not offered where it would fail', () => {
  expect(cloneCommand({ ...at('192.0.2.2'), guestAccess: false }, hash, 'notes')).toBeNull()
  expect(cloneCommand({ ...at('192.0.2.2'), gitVersion: null }, hash, 'notes')).toBeNull()
  expect(cloneCommand(at(), hash, 'notes')).toBeNull()
})
