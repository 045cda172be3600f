import { describe, expect, it } from 'vitest'
import type { CommitRow } from '../../../shared/model.ts'
import { layOut, MOST_LANES, startGraph, type Row, type Tips } from './lanes.ts'

const [me, alice, bob] = ['me', 'alice', 'bob']
const commit = (text: string): CommitRow => {
  const [sha = '', ...parents] = text.split(' ')
  return { sha, parents, subject: sha, author: '', time: 0 }
}
const tips = (head: string | null, owners: Record<string, string[]> = {}): Tips => ({
  ...{ self: me, head },
  owners: new Map(Object.entries(owners)),
})
const draw = (start: Tips, ...commits: string[]) => layOut(startGraph(start), commits.map(commit)).rows
const brief = (rows: readonly Row[]) => rows.map((row) => `${row.commit.sha}@${row.lane}:${row.owner ?? '-'}`)

describe('lanes', () => {
  it('draws one line for one person', () => {
    const rows = draw(tips('c', { c: [me] }), 'c b', 'b a', 'a')
    expect(brief(rows)).toEqual(['c@0:me', 'b@0:me', 'a@0:me'])
    expect(rows[0]!.lines).toEqual([{ part: 'out', lane: 0, owner: me }])
    expect(rows[2]!.lines).toEqual([{ part: 'in', lane: 0, owner: me }])
  })

  it('keeps the leftmost lane for HEAD though others are newer, and draws nothing there before it', () => {
    const rows = draw(tips('m', { m: [me], x: [alice] }), 'x a', 'm a', 'a')
    expect(brief(rows)).toEqual(['x@1:alice', 'm@0:me', 'a@0:-'])
    expect(rows[0]!.lines).toEqual([{ part: 'out', lane: 1, owner: alice }])
    expect(rows[2]!.lines).toEqual([
      { part: 'in', lane: 0, owner: me },
      { part: 'in', lane: 1, owner: alice },
    ])
  })

  it('draws a merge into the lane that awaits its second parent already', () => {
    const rows = draw(tips('m', { m: [me], x: [alice] }), 'x y', 'm n y', 'y n', 'n')
    expect(brief(rows)).toEqual(['x@1:alice', 'm@0:me', 'y@1:alice', 'n@0:-'])
    expect(rows[1]!.lines).toContainEqual({ part: 'out', lane: 1, owner: alice })
    expect(rows[1]!.lines).toContainEqual({ part: 'through', lane: 1, owner: alice })
  })

  it('opens a lane for the second parent of a merge and gives it back', () => {
    const rows = draw(tips('m', { m: [me] }), 'm a b', 'b a', 'a', 'z')
    expect(brief(rows)).toEqual(['m@0:me', 'b@1:me', 'a@0:me', 'z@0:-'])
  })

  it('keeps a person’s colour where others branch from it', () => {
    const rows = draw(tips(null, { x: [alice], d: [bob] }), 'x p', 'd p', 'p')
    expect(brief(rows)).toEqual(['x@0:alice', 'd@1:bob', 'p@0:alice'])
  })

  it('is shared from the commit that somebody else publishes, too, and stays so', () => {
    const rows = draw(tips('c', { c: [me], b: [alice] }), 'c b', 'b a', 'a')
    expect(brief(rows)).toEqual(['c@0:me', 'b@0:-', 'a@0:-'])
  })

  it('gives the same rows in one page or many', () => {
    const commits = ['x y', 'm n y', 'y n', 'n o p', 'p o', 'o'].map(commit)
    const start = startGraph(tips('m', { m: [me], x: [alice] }))
    const whole = layOut(start, commits).rows
    let graph = start
    const pieces = commits.flatMap((each) => {
      const next = layOut(graph, [each])
      graph = next.graph
      return next.rows
    })
    expect(pieces).toEqual(whole)
  })

  it('survives hundreds of branches and octopuses with a bounded number of lines', () => {
    const many = Array.from({ length: 300 }, (_, index) => `t${index} base`)
    const rows = draw(tips(null), ...many, 'base')
    expect(Math.max(...rows.map((row) => row.lane))).toBe(MOST_LANES)
    expect(Math.max(...rows.map((row) => row.lines.length))).toBeLessThanOrEqual(2 * MOST_LANES)
    const octopus = draw(tips('o'), 'o a b c d', 'a', 'b', 'c', 'd')
    expect(octopus.map((row) => row.lane)).toEqual([0, 0, 1, 2, 3])
  })
})
