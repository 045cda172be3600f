/** Whose heads are merged without being asked, and when. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { MergeOutcome } from '../../git/history-types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { autoMerge } from './auto-merge.ts'

const PUBLISHER = 'a'.repeat(40)
const STRANGER = 'b'.repeat(40)
const THEIRS = '1'.repeat(40)

const merge = vi.fn<() => Promise<MergeOutcome>>()
let trusted: string[]
let home: ProjectEntry

const context = () =>
  ({
    git: {
      open: async () => ({ gitDir: '/x', path: '/x' }),
      history: { branch: async () => 'main', merge },
    },
    settings: { current: { name: 'Bob', trusted } },
    identity: { peerId: 'c'.repeat(40) },
    activity: { add: () => undefined },
    entries: new Map(),
    projects: { saveRecord: async () => undefined },
    changed: () => undefined,
  }) as unknown as HostContext

const entry = (peerId: string, record: object) =>
  ({
    record: { remote: 'x', fetched: [{ name: 'main', sha: THEIRS }], unmerged: null, ...record },
    known: { references: { tagger: { name: 'x', peerId } } },
    waiters: new Set(),
  }) as unknown as ProjectEntry

const joined = (record: object = {}) =>
  entry(PUBLISHER, {
    ...{ repoHash: 'd'.repeat(40), role: 'joiner', path: '/x', autoMerge: 'clean', undone: [], people: [] },
    ...record,
  })
const headsOf = (peerId: string) => entry(peerId, { repoHash: 'e'.repeat(40), role: 'related' })

/** Whether anything was tried. */
async function merges(from: ProjectEntry): Promise<boolean> {
  await autoMerge(context(), home, from)
  return merge.mock.calls.length > 0
}

beforeEach(() => {
  merge.mockReset().mockResolvedValue({ kind: 'nothing' } as unknown as MergeOutcome)
  trusted = []
  home = joined()
})

describe('heads are merged by themselves', () => {
  it('of the publisher of what was joined', async () => expect(await merges(home)).toBe(true))

  it('of a key that was compared, and of no other', async () => {
    expect(await merges(headsOf(STRANGER))).toBe(false)
    trusted = [STRANGER]
    expect(await merges(headsOf(STRANGER))).toBe(true)
  })

  it('nowhere unless the user chose so', async () => {
    home = joined({ autoMerge: 'off' })
    trusted = [STRANGER]
    expect(await merges(home)).toBe(false)
    expect(await merges(headsOf(STRANGER))).toBe(false)
  })

  it('of nobody who is muted, nor what was taken back', async () => {
    trusted = [STRANGER]
    const person = { peerId: STRANGER, repoHash: 'e'.repeat(40), remote: 'x', muted: true }
    home = joined({ people: [person] })
    expect(await merges(headsOf(STRANGER))).toBe(false)
    home = joined({ undone: [THEIRS] })
    expect(await merges(headsOf(STRANGER))).toBe(false)
    home = joined()
    expect(await merges(headsOf(STRANGER))).toBe(true)
  })

  it('onto the branch of the same name alone', async () => {
    const from = entry(PUBLISHER, { repoHash: 'd'.repeat(40), fetched: [{ name: 'other', sha: THEIRS }] })
    expect(await merges(from)).toBe(false)
  })
})
