import { expect, it } from 'vitest'
import type { AppState } from '../../shared/model.ts'
import { ownProject } from '../../shared/samples.ts'
import { endedJoins } from './transitions.ts'

const verifying = ownProject({ state: 'verifying' })
const before = { projects: { [verifying.repoHash]: verifying } } as unknown as AppState
const change = (changes: Parameters<typeof ownProject>[0]) => {
  const value = ownProject(changes)
  return { collection: 'projects', key: value.repoHash, value } as const
}

it('tells a join that ended, well or not, once', () => {
  expect(endedJoins(before, [change({ state: 'joined' })])).toMatchObject([{ to: 'joined' }])
  expect(endedJoins(before, [change({ state: 'failed' })])).toMatchObject([{ to: 'failed' }])
  const after = { projects: { [verifying.repoHash]: ownProject() } } as unknown as AppState
  expect(endedJoins(after, [change({ progress: 1 })])).toEqual([])
})

it('is silent about progress, publishing, and what was never seen joining', () => {
  expect(endedJoins(before, [change({ state: 'usable' })])).toEqual([])
  expect(endedJoins(before, [change({ state: 'joined', role: 'publisher' })])).toEqual([])
  expect(endedJoins(before, [change({ state: 'joined', repoHash: 'ff'.repeat(20) })])).toEqual([])
  expect(endedJoins(before, [{ collection: 'projects', key: verifying.repoHash, value: null }])).toEqual([])
})
