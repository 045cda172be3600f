import { expect, it } from 'vitest'
import { alice, bob, carol } from '../../../shared/samples.ts'
import { pictureOf } from './who.ts'

const people = [carol, alice, bob, { name: 'alice', peerId: 'ee'.repeat(20) }]
const picture = (author: string, owner: string | null) => pictureOf(author, owner, people, carol.peerId)

it('shows the author where the name is one person’s', () => {
  expect(picture('Bob', null)).toBe(bob.peerId)
  expect(picture('carol', carol.peerId)).toBe(carol.peerId)
  expect(picture('Bob', carol.peerId)).toBe(bob.peerId)
  expect(picture('Somebody', null)).toBeNull()
  expect(pictureOf('Carol', carol.peerId, [carol, { ...bob, name: 'Carol' }], carol.peerId)).toBe(
    carol.peerId,
  )
})

it('shows nobody else in a person’s own lane, and tells two of one name apart there alone', () => {
  expect(picture('Bob', alice.peerId)).toBeNull()
  expect(picture('Alice', alice.peerId)).toBe(alice.peerId)
  expect(picture('Alice', null)).toBeNull()
})
