import { expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import type { CommitRow } from '../../../shared/model.ts'
import { carol, ownProject, remotePerson, remoteRef } from '../../../shared/samples.ts'
import { commitsOf, extend, redraw, startHistory } from './history.ts'

const chain = (length: number): CommitRow[] =>
  Array.from({ length }, (_, index) => ({
    ...{ sha: `c${index}`, parents: index + 1 < length ? [`c${index + 1}`] : [] },
    ...{ subject: '', author: '', time: 0 },
  }))
const commits = chain(10)
const tree = { branch: 'main', head: 'c2', dirty: false, underWay: null, branches: [] }
const project = (unread: number) =>
  ownProject({ workingTree: tree, remotes: [remotePerson({ refs: [remoteRef({ sha: 'c0', unread })] })] })
const page = (from: number, to: number) => ({ commits: commits.slice(from, to), more: to < commits.length })

it('grows by pages as if it had come at once', () => {
  const start = startHistory(project(2), carol.peerId)
  const whole = extend(start, page(0, 10))
  const pieces = extend(extend(start, page(0, 4)), page(4, 10))
  expect(pieces.rows).toEqual(whole.rows)
  expect([...pieces.fresh]).toEqual(['c0', 'c1'])
  expect([pieces.more, pieces.columns]).toEqual([false, 2])
})

it('leaves out what it has when a head moved between two pages', () => {
  const first = extend(startHistory(project(0), carol.peerId), page(0, 4))
  expect(commitsOf(extend(first, page(3, 8)))).toEqual(commits.slice(0, 8))
})

it('is drawn anew when everything was read', () => {
  const before = extend(startHistory(project(2), carol.peerId), page(0, 10))
  const after = redraw(before, project(0), carol.peerId)
  expect(after.fresh.size).toBe(0)
  expect(commitsOf(after)).toEqual(commits)
})

it('lays out 100,000 commits on two lanes in a moment', () => {
  const long = chain(100_000)
  let history = startHistory(project(3), carol.peerId)
  const began = cpuTime()
  for (let at = 0; at < long.length; at += 200) {
    history = extend(history, { commits: long.slice(at, at + 200), more: true })
  }
  expect(history.rows).toHaveLength(100_000)
  expect(cpuTime() - began).toBeLessThan(5_000)
})
