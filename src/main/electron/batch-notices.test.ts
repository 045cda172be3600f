import { describe, expect, it } from 'vitest'
import { appState, ownProject } from '../../shared/samples.ts'
import { batchNotices } from './batch-notices.ts'
import type { Notice } from './notices.ts'

const project = ownProject()
const event = (id: number, text = `event ${id}`) =>
  ({ id, time: id, kind: 'fetched', project: project.repoHash, person: 'Alice', text }) as const
const state = (...ids: number[]) =>
  appState({
    projects: { [project.repoHash]: project },
    activity: Object.fromEntries(ids.map((id) => [id, event(id)])),
  })

function setUp(wanted = () => true) {
  const shown: Notice[] = []
  const timers: (() => void)[] = []
  const batch = batchNotices({
    later: (_milliseconds, run) => void timers.push(run),
    wanted,
    show: (notice) => void shown.push(notice),
  })
  return { batch, shown, timers, elapse: () => timers.splice(0).forEach((run) => run()) }
}

describe('a batch', () => {
  it('is what happened since the first state, told together', () => {
    const { batch, shown, timers, elapse } = setUp()
    batch.hear(state(1, 2))
    expect(timers).toEqual([])
    batch.hear(state(1, 2, 3))
    batch.hear(state(1, 2, 3, 4))
    expect([shown, timers.length]).toEqual([[], 1])
    elapse()
    expect(shown.map(({ body }) => body)).toEqual(['event 3\nevent 4'])
    batch.hear(state(2, 3, 4, 5))
    elapse()
    expect(shown.at(-1)!.body).toBe('event 5')
  })

  it('tells nothing twice that only changed, or was there when nothing had been', () => {
    const { batch, timers } = setUp()
    batch.hear(state())
    batch.hear(state(1))
    expect(timers).toHaveLength(1)
    batch.hear({ ...state(1), activity: { 1: { ...event(1), undo: 'done' } } })
    expect(timers).toHaveLength(1)
  })

  it('is dropped while the user looks', () => {
    let looking = true
    const { batch, shown, elapse } = setUp(() => !looking)
    batch.hear(state(1))
    batch.hear(state(1, 2))
    elapse()
    looking = false
    batch.hear(state(1, 2, 3))
    elapse()
    expect(shown.map(({ body }) => body)).toEqual(['event 3'])
  })

  it('begins anew with another node, whose numbers may be lower', () => {
    const { batch, shown, elapse } = setUp()
    batch.hear(state(7))
    batch.reset()
    batch.hear(state(1, 2))
    elapse()
    expect(shown).toEqual([])
    batch.hear(state(1, 2, 3))
    elapse()
    expect(shown).toHaveLength(1)
  })
})
