/** `npm run simulate` in small: what must hold at any size. */
import { describe, expect, it } from 'vitest'
import { runCampus } from '../../simulate/campus.ts'
import { drawFigures } from '../../simulate/draw/figures.ts'
import { ticksTo } from '../../simulate/draw/ticks.ts'
import { defaults, readOptions } from '../../simulate/options.ts'
import { printFigures } from '../../simulate/print.ts'
import { AIM_LINKS } from '../../src/main/engine/limits.ts'

const small = { ...defaults, peers: 90, repos: 12, families: 3, networks: 3, minutes: 12 }
const run = (options = small) => runCampus(options, () => undefined)

describe('a campus in virtual time', () => {
  const figures = run()

  it('everybody has what he joined, and every commit, whoever came and went', () => {
    expect(figures.incomplete).toBe(0)
    expect(figures.missing).toBe(0)
    expect(figures.commits).toBeGreaterThan(3)
    expect(figures.completions.length).toBeGreaterThan(80)
    expect(figures.duplicates).toBeLessThan(0.01)
    expect(figures.links.at(-1)).toBeLessThanOrEqual(AIM_LINKS)
  })

  it('the tracker is asked by few, and by none too early; all the same another time', () => {
    expect(figures.tracker.early).toBe(0)
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
    const all = run({ ...small, spare: false })
    expect(sum(figures.tracker.perMinute)).toBeLessThan(sum(all.tracker.perMinute) / 2)
    expect(all.incomplete).toBe(0)
    expect(run()).toEqual(figures)
  })

  it('is told in words and as a picture', () => {
    expect(printFigures(small, figures)).toMatch(/90 peers, 12 repositories in 3 families/)
    const picture = drawFigures(small, figures)
    expect(picture.match(/class="title"/g)).toHaveLength(5)
    expect(picture).not.toMatch(/NaN|undefined/)
  })
})

it('options are read, and refused in words', () => {
  expect(readOptions(['--peers', '900', '--no-sparing'])).toMatchObject({ peers: 900, spare: false })
  expect(() => readOptions(['--peers', 'many'])).toThrow('--peers wants a whole number')
  expect(() => readOptions(['--families', '301'])).toThrow('--repos wants at least one')
})

it.each([
  [1, 1],
  [7, 8],
  [39, 40],
  [1_234, 1_250],
])('an axis to %d ends at %d, in round steps', (most, end) => {
  const ticks = ticksTo(most)
  expect(ticks.at(-1)).toBe(end)
  expect(ticks.length).toBeLessThanOrEqual(9)
})
