import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareFamilies, toFamilies } from './families.ts'
import { nearbyProject } from '../../../shared/samples.ts'

const hash = (n: number) => n.toString(16).padStart(40, '0')
const project = (n: number, alternatives: number[] = [], firstSeen = n) =>
  nearbyProject({ repoHash: hash(n), name: `p${n}`, alternatives: alternatives.map(hash), firstSeen })
const names = (families: ReturnType<typeof toFamilies>) =>
  families.map((family) => family.members.map((member) => member.name))

describe('toFamilies', () => {
  it('keeps strangers apart', () =>
    expect(names(toFamilies([project(1), project(2)]))).toEqual([['p1'], ['p2']]))

  it('joins over any number of steps and titles by the one that names nobody', () => {
    // 4 names 3, 3 names 2, 2 names 1: nobody but 2 knows of 1.
    const family = toFamilies([project(4, [3], 1), project(3, [2], 2), project(2, [1], 3), project(1, [], 4)])
    expect(names(family)).toEqual([['p1', 'p4', 'p3', 'p2']])
  })

  it('joins those who name somebody who is not there any more', () => {
    expect(names(toFamilies([project(2, [9]), project(3, [9]), project(4)]))).toEqual([['p2', 'p3'], ['p4']])
  })

  it('takes the one named most when all name one another', () => {
    const family = toFamilies([project(1, [2]), project(2, [1]), project(3, [2])])
    expect(family[0]!.root.name).toBe('p2')
  })

  it('uses links that only this node knows', () => {
    const own = [{ repoHash: hash(7), alternatives: [hash(1), hash(2)] }]
    expect(toFamilies([project(1), project(2)], own)).toHaveLength(1)
  })

  it('is a partition that does not depend on the order, whatever names whatever', () => {
    const graph = fc.array(fc.array(fc.nat(11), { maxLength: 4 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(graph, (edges) => {
        const projects = edges.map((alternatives, n) => project(n, alternatives))
        const families = toFamilies(projects)
        const flat = families.flatMap((family) => family.members)
        expect(new Set(flat).size).toBe(projects.length)
        const familyOf = (repoHash: string) =>
          families.find((family) => family.members.some((member) => member.repoHash === repoHash))
        for (const one of projects) {
          for (const other of one.alternatives) {
            const there = familyOf(other)
            if (there) expect(there).toBe(familyOf(one.repoHash))
          }
        }
        const asSets = (list: typeof families) =>
          list.map((family) => family.root.name + family.members.map((member) => member.name).sort()).sort()
        expect(asSets(toFamilies([...projects].reverse()))).toEqual(asSets(families))
      }),
    )
  })
})

describe('shareFamilies', () => {
  it('keeps a family of which nothing changed, and replaces the other', () => {
    const [one, two] = [project(1), project(2)]
    const before = toFamilies([one, two])
    const after = shareFamilies(before, toFamilies([one, { ...two, seq: 2 }]))
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })
})
