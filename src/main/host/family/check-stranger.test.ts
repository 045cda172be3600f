import { expect, it } from 'vitest'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { checkStranger } from './check-stranger.ts'
import { createStrangerBudget, MAX_STRANGER_BYTES, STRANGER_DAY } from './stranger-budget.ts'

const STRANGER = 'cc'.repeat(20)
const updateOf = (bytes: number) => [{ bytes: 1 }, { bytes: bytes - 1 }] as unknown as readonly ReelInfo[]

/** What somebody's newest list names: so many refs. */
const entryWith = (refs: number, digest = 'one') =>
  ({
    known: {
      references: { tagger: { name: 'Carol', peerId: STRANGER }, refs: Array.from({ length: refs }), digest },
    },
    charged: null,
  }) as unknown as ProjectEntry

function setUp(trusted: readonly string[] = []) {
  const context = { settings: { current: { trusted } } } as unknown as HostContext
  const home = {
    record: { role: 'joiner' },
    known: { references: { tagger: { peerId: 'aa'.repeat(20) } } },
    strangers: createStrangerBudget(0),
  } as unknown as ProjectEntry
  return (entry: ProjectEntry, bytes: number) => checkStranger(context, home, entry, updateOf(bytes))
}

it('an update that is too large, or has too many refs, is not fetched of a stranger, and says what to do', () => {
  const check = setUp()
  expect(() => check(entryWith(200), MAX_STRANGER_BYTES)).not.toThrow()
  expect(() => check(entryWith(1), MAX_STRANGER_BYTES + 1)).toThrow(/Carol publishes 34 MB/)
  expect(() => check(entryWith(201), 10)).toThrow(/Carol publishes 201 refs/)
})

it('of who is trusted all is fetched', () => {
  const check = setUp([STRANGER])
  expect(() => check(entryWith(10_000), 100 * MAX_STRANGER_BYTES)).not.toThrow()
})

it('one list is charged once, however often it is looked at; beyond the day it waits and goes on by itself', () => {
  const check = setUp()
  const first = entryWith(1)
  for (let look = 0; look < 100; look++) check(first, MAX_STRANGER_BYTES)
  for (let used = MAX_STRANGER_BYTES, list = 0; used <= STRANGER_DAY; used += MAX_STRANGER_BYTES, list++)
    check(entryWith(1, `more ${list}`), MAX_STRANGER_BYTES)
  expect(() => check(entryWith(1, 'last'), MAX_STRANGER_BYTES)).toThrow(
    expect.objectContaining({ code: 'TOO_LARGE', data: expect.objectContaining({ retry: true }) as object }),
  )
})
