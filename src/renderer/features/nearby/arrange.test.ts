import { describe, expect, it } from 'vitest'
import { arrange } from './arrange.ts'
import { toFamilies } from './families.ts'
import { bob, holder, nearbyProject, ownProject, alice } from '../../../shared/samples.ts'

const latest = (time: number) => ({ subject: 'Fix the tide table', author: 'Léa', time })
const notes = nearbyProject({ repoHash: '01'.repeat(20), name: 'notes', size: 5, latest: latest(10) })
const tides = nearbyProject({
  repoHash: '02'.repeat(20),
  name: 'Tides',
  description: 'When the water comes',
  size: 9,
  holders: [holder(alice), holder(bob)],
})
const boats = nearbyProject({ repoHash: '03'.repeat(20), name: 'boats', size: null, latest: latest(20) })
const families = toFamilies([notes, tides, boats])
const projects = { [notes.repoHash]: ownProject({ repoHash: notes.repoHash }) }
const names = (changes: Partial<Parameters<typeof arrange>[2]>) =>
  arrange(families, projects, { filter: '', show: 'all', sort: 'name', ...changes }).map(
    (each) => each.root.name,
  )

describe('arrange', () => {
  it('sorts', () => {
    expect(names({ sort: 'name' })).toEqual(['boats', 'notes', 'Tides'])
    expect(names({ sort: 'latest' })).toEqual(['boats', 'notes', 'Tides'])
    expect(names({ sort: 'size' })).toEqual(['Tides', 'notes', 'boats'])
    expect(names({ sort: 'people' })).toEqual(['Tides', 'boats', 'notes'])
  })
  it('filters by project, person, commit, and all words together', () => {
    expect(names({ filter: 'TIDES' })).toEqual(['Tides'])
    expect(names({ filter: 'bob' })).toEqual(['Tides'])
    expect(names({ filter: 'lea tide' })).toEqual(['boats', 'notes'])
    expect(names({ filter: 'lea water' })).toEqual([])
    expect(names({ filter: notes.repoHash })).toEqual(['notes'])
  })
  it('shows what is joined, or what is not', () => {
    expect(names({ show: 'joined' })).toEqual(['notes'])
    expect(names({ show: 'not-joined' })).toEqual(['boats', 'Tides'])
  })
})
