import { expect, it } from 'vitest'
import { remotePerson, remoteRef } from '../../../shared/samples.ts'
import { inOrder, readyHead } from './order.ts'

const tree = { branch: 'main', head: 'a', dirty: false, underWay: null, branches: [] }

it('puts who started it first, and whom one can’t follow last', () => {
  const people = [
    remotePerson({ name: 'Zoe', relation: 'refused' }),
    remotePerson({ name: 'Bob', muted: true }),
    remotePerson({ name: 'Dan', relation: 'claimed' }),
    remotePerson({ name: 'Carol' }),
    remotePerson({ name: 'Alice', relation: 'publisher', muted: true }),
  ]
  expect(inOrder(people).map(({ name }) => name)).toEqual(['Alice', 'Carol', 'Bob', 'Dan', 'Zoe'])
})

it('merges the first head that can be, and none while files are changed', () => {
  const clean = remoteRef({ name: 'idea', merge: { kind: 'clean', files: [] } })
  const refs = [remoteRef({ merge: { kind: 'conflicts', files: ['a'] } }), clean]
  expect(readyHead(remotePerson({ refs }), tree)).toBe(clean)
  expect(readyHead(remotePerson({ refs, muted: true }), tree)).toBeNull()
  expect(readyHead(remotePerson({ refs }), { ...tree, dirty: true })).toBeNull()
})
