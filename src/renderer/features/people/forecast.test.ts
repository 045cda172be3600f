import { expect, it } from 'vitest'
import type { MergeForecast, WorkingTree } from '../../../shared/model.ts'
import { blockedBy, filesText, forecastText, mergeBlockedBy, offersMerge, wouldMerge } from './forecast.ts'

const kinds = ['merged', 'forward', 'clean', 'conflicts', 'unrelated', 'unknown'] as const
const forecast = (kind: MergeForecast['kind']) => ({ kind, files: [] })
const tree: WorkingTree = { branch: 'main', head: 'a', dirty: false, underWay: null, branches: [] }

it('says what a merge would do, and offers it where there is something to merge', () => {
  expect(kinds.map((kind) => forecastText(forecast(kind)).text)).toEqual([
    ...['You have everything', 'Fast-forward', 'Merges cleanly', 'Conflicts', 'No common history'],
    'Not tried yet',
  ])
  expect(forecastText(null).text).toBe('Not tried yet')
  expect(kinds.filter((kind) => wouldMerge(forecast(kind)))).toEqual(['forward', 'clean', 'unknown'])
  expect(kinds.filter((kind) => !offersMerge(forecast(kind)))).toEqual(['merged'])
})

it('names a few files and counts the rest', () => {
  expect(filesText(['a.c'])).toBe('a.c')
  expect(filesText(['a.c', 'b.c', 'c.c', 'd.c'])).toBe('a.c, b.c and 2 more')
  expect(filesText(['evil\u202ecod.exe'])).toBe('evilcod.exe')
})

it('tells why not now', () => {
  expect(blockedBy(tree)).toBe('')
  expect(blockedBy({ ...tree, dirty: true })).toContain('stash')
  expect(blockedBy({ ...tree, dirty: true, underWay: 'a rebase' })).toBe('Finish a rebase first.')
  expect(blockedBy(null)).not.toBe('')
  expect(blockedBy({ ...tree, branch: null })).toBe('')
  expect(mergeBlockedBy({ ...tree, branch: null })).toContain('branch')
})
