import { describe, expect, it } from 'vitest'
import { toFamilies } from './families.ts'
import { goneSince, joinTarget, ownOf, rowLabel, rowState } from './row.ts'
import { nearbyProject, ownProject, remotePerson, remoteRef } from '../../../shared/samples.ts'

const family = toFamilies([nearbyProject()])[0]!
const label = (changes: Parameters<typeof ownProject>[0]) => rowLabel(family, ownProject(changes), 1)

describe('rows', () => {
  it('say their state in words', () => {
    expect(rowLabel(family, null, 1)).toBe('notes, not joined')
    expect(rowLabel(family, null, 0)).toBe('notes, not joined, no full copy online')
    expect(label({ state: 'joining', progress: 0.625 })).toBe('notes, joining, 62 percent')
    expect(label({ state: 'usable', progress: 0.9 })).toBe('notes, usable, 90 percent')
    // Checked before there is a working tree: nothing to open yet.
    expect(label({ state: 'verifying', progress: 0.9 })).toBe('notes, joining, 90 percent')
    expect(label({})).toBe('notes, joined')
    expect(label({ role: 'publisher' })).toBe('notes, yours, published')
    expect(label({ state: 'failed' })).toBe('notes, join failed')
  })

  it('tell commits that nobody has looked at yet', () => {
    const refs = [remoteRef({ unread: 3 })]
    const own = ownProject({ remotes: [remotePerson({ refs })] })
    expect(rowLabel(family, own, 1)).toBe('notes, joined, 3 new commits')
  })

  it('join what is still there, and are gone when all of it is', () => {
    const gone = nearbyProject({ goneSince: 5 })
    const fork = nearbyProject({ repoHash: '22'.repeat(20), alternatives: [gone.repoHash] })
    const half = toFamilies([gone, fork])[0]!
    expect(joinTarget(half)).toBe(fork)
    expect(goneSince(half)).toBeNull()
    const whole = toFamilies([gone, { ...fork, goneSince: 9 }])[0]!
    expect(goneSince(whole)).toBe(9)
    expect(rowState(whole, null)).toBe('gone')
    expect(rowState(whole, ownProject())).toBe('joined')
  })

  it('find the project of this node, the root before others', () => {
    const fork = nearbyProject({ repoHash: '22'.repeat(20), alternatives: [family.root.repoHash] })
    const both = toFamilies([family.root, fork])[0]!
    const own = ownProject({ repoHash: fork.repoHash })
    expect(ownOf(both, { [fork.repoHash]: own })).toBe(own)
    expect(ownOf(both, {})).toBeNull()
  })
})
