import { describe, expect, it } from 'vitest'
import { createOtherVersions } from './other-versions.ts'

const bob = { peerId: 'b'.repeat(40), name: 'Bob', version: 'GTP/0.3' }
const nobody: ReadonlySet<string> = new Set()

describe('people of another version', () => {
  it('are told of once, with whose turn it is to update', () => {
    const others = createOtherVersions()
    expect(others.meet(bob, 0)).toMatchObject({
      text: 'Bob’s GitTorrent speaks GTP/0.3, yours GTP/0.2: nothing can be exchanged',
      action: 'update yours',
    })
    expect(others.meet(bob, 60_000)).toBe(null)
    expect(others.meet({ ...bob, version: 'GTP/0.1' }, 60_000)?.action).toBe('ask Bob to update')
    expect(others.meet({ ...bob, version: 'GTP/1.0' }, 60_000)?.action).toBe('update yours')
  })

  it('may not say which one it is', () => {
    const others = createOtherVersions()
    expect(others.meet({ ...bob, version: null }, 0)).toMatchObject({
      version: null,
      action: 'update GitTorrent on both computers',
    })
    expect(others.meet({ ...bob, version: null, newer: true }, 0)).toBe(null)
    expect(others.meet(bob, 0)?.version).toBe('GTP/0.3')
    expect(others.meet({ ...bob, version: null }, 0)).toBe(null)
    expect(others.list(nobody, 0)).toMatchObject([{ version: 'GTP/0.3' }])
  })

  it('are forgotten when things are exchanged, and some time after they were met', () => {
    const others = createOtherVersions()
    others.meet(bob, 0)
    expect(others.list(nobody, 600_000)).toHaveLength(1)
    expect(others.list(nobody, 600_001)).toEqual([])
    others.meet(bob, 0)
    expect(others.list(new Set([bob.peerId]), 0)).toEqual([])
  })

  it('are bounded, and what they call themselves is cleaned', () => {
    const others = createOtherVersions()
    for (let at = 0; at < 100; at++) others.meet({ ...bob, peerId: at.toString(16).padStart(40, '0') }, 0)
    expect(others.list(nobody, 0)).toHaveLength(32)
    const told = others.meet({ ...bob, name: '\u202eBob\n', version: 'GTP/0.3\n<b>' }, 0)
    expect(told).toMatchObject({ name: 'Bob', version: null })
  })
})
