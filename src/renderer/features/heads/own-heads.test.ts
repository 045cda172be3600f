import { expect, it } from 'vitest'
import type { OwnHeads } from '../../../shared/model.ts'
import { choices, publishText, tickedAtFirst, withdrawn } from './own-heads.ts'

const head = (ref: string) => ({ ref, sha: 'a1'.repeat(20) })
const own: OwnHeads = {
  ...{ repoHash: '33'.repeat(20), link: '', seenBy: 5 },
  heads: [head('refs/heads/main'), head('refs/heads/idea'), head('refs/heads/old')],
  branches: ['main', 'idea', 'old'],
}
const branch = (name: string) => ({ name, sha: 'a1'.repeat(20) })
const workingTree = {
  ...{ branch: 'main', head: 'a1'.repeat(20), dirty: false, underWay: null },
  branches: [branch('idea'), branch('main'), branch('b')],
}

it('says what others see', () => {
  expect(publishText(null, true)).toBe('Only you see your commits')
  expect(publishText(own, true)).toBe('Published · 3 heads · seen by 5')
  expect(publishText({ ...own, heads: [head('x')], seenBy: 0 }, true)).toBe(
    'Published · 1 head · not seen yet',
  )
  expect(publishText(own, false)).not.toContain('Published')
})

it('begins with the current branch, then with what is published', () => {
  expect([...tickedAtFirst({ own: null, workingTree })]).toEqual(['main'])
  expect([...tickedAtFirst({ own, workingTree })]).toEqual(['main', 'idea', 'old'])
  expect(tickedAtFirst({ own: null, workingTree: { ...workingTree, branch: null } }).size).toBe(0)
})

it('knows which branches are withdrawn by a choice', () => {
  expect(withdrawn(own, new Set(['main', 'b']))).toEqual(['idea', 'old'])
  expect(withdrawn({ ...own, branches: 'all' }, new Set(['main', 'old']))).toEqual(['idea'])
  expect(withdrawn(own, 'all')).toEqual([])
  expect(withdrawn(own, new Set(own.branches))).toEqual([])
  expect(withdrawn(null, new Set(['main']))).toEqual([])
})

it('offers all branches, the current one first, and what is published of a branch that is gone', () => {
  expect(choices(workingTree, own)).toEqual(['main', 'b', 'idea', 'old'])
  expect(choices(null, null)).toEqual([])
})
