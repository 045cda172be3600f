import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DIRECTORY_LAG } from './limits.ts'
import { createSparing, isNews } from './sparing.ts'
import type { Advert, ProjectAdvert } from './types.ts'

const [ALICE, BOB] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string]
const project = (publisher: string, more: Partial<ProjectAdvert> = {}): ProjectAdvert => ({
  ...{ repoHash: publisher, name: 'wine', publisher: { name: 'Somebody', peerId: publisher } },
  ...{ seq: 1, alternatives: [], complete: true },
  ...more,
})
const advert = (...projects: ProjectAdvert[]): Advert => ({
  node: { name: 'Alice', peerId: ALICE, port: 1, directorySeq: 1 },
  projects,
})

describe('what others would miss', () => {
  const before = advert(project(ALICE), project(BOB))
  it.each([
    ['nothing new', before, false],
    ['the order', advert(project(BOB), project(ALICE)), false],
    ['a commit of one’s own', advert(project(ALICE, { seq: 2 }), project(BOB)), true],
    [
      'a commit of another, of which nothing has come',
      advert(project(ALICE), project(BOB, { seq: 2, complete: false })),
      false,
    ],
    ['a commit of another, with all of it', advert(project(ALICE), project(BOB, { seq: 2 })), false],
    ['another project', advert(project(ALICE), project(BOB), project('c'.repeat(40))), true],
    ['one less', advert(project(ALICE)), true],
    ['another name', { ...before, node: { ...before.node, name: 'Alicia' } }, true],
  ] as const)('%s', (_, now, news) => expect(isNews(before, now)).toBe(news))

  it('that a project of another has become whole', () => {
    const joining = advert(project(BOB, { complete: false }))
    expect(isNews(joining, advert(project(BOB)))).toBe(true)
    expect(isNews(joining, advert(project(BOB, { seq: 2, complete: false })))).toBe(false)
  })
})

describe('a holder of what another publishes', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const said: unknown[] = []
  const make = () => {
    said.length = 0
    const sparing = createSparing(
      () => said.push(sparing.said()),
      () => 2,
    )
    return sparing
  }
  const [first, second, third] = [1, 2, 3].map((seq) => advert(project(BOB, { seq }))) as [
    Advert,
    Advert,
    Advert,
  ]

  it('tells its commits at once on a small network, much later on a large one, and then the newest alone', () => {
    const sparing = make()
    sparing.take(first, false)
    sparing.take(second, false)
    expect(said).toEqual([first, second])
    sparing.take(first, true)
    sparing.take(third, true)
    vi.advanceTimersByTime(DIRECTORY_LAG * 2 - 1)
    expect(said).toEqual([first, second])
    vi.advanceTimersByTime(DIRECTORY_LAG * 4)
    expect(said).toEqual([first, second, third])
  })

  it('tells what it kept back together with news', () => {
    const sparing = make()
    const news = advert(project(BOB, { seq: 2 }), project(ALICE))
    sparing.take(first, true)
    sparing.take(second, true)
    sparing.take(news, true)
    expect(said).toEqual([first, news])
    vi.advanceTimersByTime(DIRECTORY_LAG * 10)
    expect(said).toHaveLength(2)
  })
})
