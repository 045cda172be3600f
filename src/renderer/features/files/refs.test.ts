import { expect, it } from 'vitest'
import type { Project } from '../../../shared/model.ts'
import { chosenRef, matching, refGroups } from './refs.ts'

const [me, alice] = ['7f'.repeat(20), 'a4'.repeat(20)]
const project = {
  own: { branches: ['idea'] },
  workingTree: {
    branch: 'main',
    head: 'aa',
    branches: [
      { name: 'main', sha: 'aa' },
      { name: 'idea', sha: 'bb' },
      { name: 'scratch', sha: 'cc' },
    ],
  },
  remotes: [
    { person: 'alice', name: 'Alice', peerId: alice, refs: [{ name: 'main', sha: 'dd', time: 5 }] },
    { person: 'bob', name: 'Bob', peerId: 'b2'.repeat(20), refs: [] },
  ],
} as unknown as Project

it('has one’s own branches first, HEAD before all, then those of others', () => {
  const groups = refGroups(project, me)
  expect(groups.map(({ name, choices }) => [name, ...choices.map(({ ref }) => ref)])).toEqual([
    ['You', 'HEAD', 'refs/heads/idea', 'refs/heads/scratch'],
    ['Alice', 'refs/remotes/alice/main'],
  ])
  expect(groups[0]!.choices.map(({ peerId }) => peerId)).toEqual([me, me, null])
  expect(groups[1]!.choices[0]).toMatchObject({ label: 'alice/main', time: 5, sha: 'dd', head: false })
})

it('falls back on the first where a branch has gone', () => {
  const groups = refGroups(project, me)
  expect(chosenRef(groups, 'refs/remotes/alice/main')?.label).toBe('alice/main')
  expect(chosenRef(groups, 'refs/remotes/alice/gone')?.ref).toBe('HEAD')
  expect(chosenRef([], 'HEAD')).toBeNull()
})

it('finds by a person’s name and a branch’s', () => {
  const found = (query: string) => matching(refGroups(project, me), query).flatMap(({ choices }) => choices)
  expect(found('ALICE').map(({ label }) => label)).toEqual(['alice/main'])
  expect(found(' scr').map(({ label }) => label)).toEqual(['scratch'])
  expect(found('xyzzy')).toEqual([])
  expect(found('')).toHaveLength(4)
})

it('has the project’s tags last, as nobody’s', () => {
  const groups = refGroups(project, me, [{ name: 'v1.0', sha: 'ee', time: 9 }])
  expect(groups.at(-1)).toEqual({
    ...{ name: 'Tags', peerId: null },
    choices: [
      { ref: 'refs/tags/v1.0', name: 'v1.0', label: 'v1.0', sha: 'ee', time: 9, peerId: null, head: false },
    ],
  })
})
