import { describe, expect, it } from 'vitest'
import type { AppState, NodeView } from '../../shared/model.ts'
import { nearbyProject } from '../../shared/samples.ts'
import { applyChanges } from '../../shared/rpc/apply-changes.ts'
import { shareSnapshot } from './mirror.ts'

const [one, two] = [
  nearbyProject({ repoHash: '01'.repeat(20) }),
  nearbyProject({ repoHash: '02'.repeat(20) }),
]
const state: AppState = {
  node: { self: { name: 'Carol', peers: 1 } as NodeView },
  nearby: { [one.repoHash]: one, [two.repoHash]: two },
  projects: {},
  connections: {},
  activity: {},
}

describe('applyChanges', () => {
  it('sets and removes, and shares the rest', () => {
    const changed = { ...one, seq: 2 }
    const after = applyChanges(state, [
      { collection: 'nearby', key: one.repoHash, value: changed },
      { collection: 'nearby', key: two.repoHash, value: null },
    ])
    expect(after.nearby).toEqual({ [one.repoHash]: changed })
    expect(after.node).toBe(state.node)
    expect(after.projects).toBe(state.projects)
    expect(state.nearby[two.repoHash]).toBe(two)
  })
  it('keeps neighbours of a changed entity', () => {
    const after = applyChanges(state, [{ collection: 'nearby', key: one.repoHash, value: { ...one } }])
    expect(after.nearby[two.repoHash]).toBe(two)
  })
})

describe('shareSnapshot', () => {
  it('keeps what is equal', () => {
    const copy = structuredClone(state)
    const after = shareSnapshot(state, { ...copy, node: { self: { ...copy.node.self, peers: 2 } } })
    expect(after.nearby).toBe(state.nearby)
    expect(after.node.self.peers).toBe(2)
  })
  it('drops what is gone', () => {
    const after = shareSnapshot(state, { ...structuredClone(state), nearby: { [two.repoHash]: { ...two } } })
    expect(Object.keys(after.nearby)).toEqual([two.repoHash])
    expect(after.nearby[two.repoHash]).toBe(two)
  })
})
