import { describe, expect, it } from 'vitest'
import { adjacent } from './adjacent.ts'

const kin = (repoHash: string, ...alternatives: string[]) => ({ repoHash, alternatives })

describe('next of kin', () => {
  it('are children and parents of verified members', () => {
    const found = adjacent([kin('b', 'a')], [kin('a'), kin('c', 'b'), kin('d', 'a'), kin('e')])
    expect(found.map(({ repoHash }) => repoHash)).toEqual(['a', 'c'])
  })

  it('a claim reaches one step, and circles end', () => {
    const all = [kin('x', 'y', 'a'), kin('y', 'x'), kin('z', 'z')]
    expect(adjacent([kin('a')], all).map(({ repoHash }) => repoHash)).toEqual(['x'])
    expect(adjacent([kin('a'), kin('x', 'y', 'a')], all).map(({ repoHash }) => repoHash)).toEqual(['y'])
  })
})
