import { describe, expect, it } from 'vitest'
import { toFamilies } from './families.ts'
import { peopleOf } from './people.ts'
import {
  alice,
  bob,
  carol,
  holder,
  nearbyProject,
  ownProject,
  remotePerson,
} from '../../../shared/samples.ts'

const root = nearbyProject({
  holders: [holder(alice), holder(bob, false)],
  latest: { subject: 's', author: 'A', time: 7 },
})
const fork = nearbyProject({
  repoHash: '22'.repeat(20),
  publisher: bob,
  alternatives: [root.repoHash],
  heads: ['refs/heads/mpe'],
  firstSeen: 1,
  holders: [holder(bob)],
})
const family = toFamilies([fork, root])[0]!

describe('peopleOf', () => {
  it('names everybody once, with branches and what they have', () => {
    expect(peopleOf(family, null, null)).toMatchObject([
      { name: 'Alice', branches: ['main'], note: 'Started it · full copy', time: 7, complete: true },
      { name: 'Bob', branches: ['mpe'], note: 'Publishes own heads · full copy', time: null },
    ])
  })
  it('counts this node as a holder, and tells what it lacks of others', () => {
    const remotes = [remotePerson({ repoHash: fork.repoHash, ahead: 7 })]
    const people = peopleOf(family, carol, ownProject({ remotes }))
    expect(people[1]!.note).toBe('7 commits that you lack · full copy')
    expect(people[2]).toMatchObject({ name: 'Carol', you: true, complete: true, note: 'Full copy' })
  })
  it('tells of a publisher who left', () => {
    const left = toFamilies([nearbyProject({ holders: [holder(bob)] })])[0]!
    expect(peopleOf(left, null, null)).toMatchObject([
      { name: 'Alice', here: false, note: 'Started it · not here now' },
      { name: 'Bob', here: true, note: 'Full copy' },
    ])
  })
  it('does not count a failed join as a copy', () => {
    expect(peopleOf(family, carol, ownProject({ state: 'failed' }))).toHaveLength(2)
  })
})
