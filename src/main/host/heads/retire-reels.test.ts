import { describe, expect, it } from 'vitest'
import type { ReelInfo } from '../../gtp/types.ts'
import {
  MAX_RETIRED,
  MAX_RETIRED_BYTES,
  RETIRED_FOR,
  reelsToDrop,
  retire,
  type Retired,
} from './retire-reels.ts'

const now = 1_800_000_000_000
const reel = (id: string, since = now, bytes = 1): Retired => ({ id, bytes, blockSize: 1024, since })
const listed = (id: string): ReelInfo => ({
  ...{ id, bytes: 1, blockSize: 1024 },
  kind: 'append',
  needs: [],
  gives: [],
})
const ids = (reels: readonly Retired[]) => reels.map(({ id }) => id)

describe('what is dropped', () => {
  it('goes after a day, and not before', () => {
    expect([...reelsToDrop([reel('a', now - RETIRED_FOR + 1), reel('b', now - RETIRED_FOR)], now)]).toEqual([
      'b',
    ])
  })

  it('goes where a clock that was put back would keep it', () => {
    expect([...reelsToDrop([reel('soon', now + 60_000), reel('far', now + RETIRED_FOR)], now)]).toEqual([
      'far',
    ])
  })

  it('makes room for newer ones: by their number', () => {
    const many = Array.from({ length: MAX_RETIRED + 2 }, (_, age) => reel(`age ${age}`, now - age))
    expect([...reelsToDrop(many, now)]).toEqual([`age ${MAX_RETIRED}`, `age ${MAX_RETIRED + 1}`])
  })

  it('makes room for newer ones: by their bytes; a small one may still fit', () => {
    const half = MAX_RETIRED_BYTES / 2
    const reels = [
      reel('old', now - 3, half),
      reel('new', now - 1, half),
      reel('newest', now, half - 1),
      reel('small', now - 4),
    ]
    expect([...reelsToDrop(reels, now)]).toEqual(['old'])
    expect([...reelsToDrop([reel('huge', now, MAX_RETIRED_BYTES + 1)], now)]).toEqual(['huge'])
  })
})

describe('what is retired', () => {
  it('is what a list names no longer, from then on', () => {
    const next = retire([reel('a', now - 5)], [listed('b'), listed('c')], [listed('c'), listed('d')], now)
    expect(next).toEqual([reel('a', now - 5), reel('b')])
  })

  it('is not what is listed again; its day begins anew when it goes once more', () => {
    expect(ids(retire([reel('a', now - 5)], [], [listed('a')], now))).toEqual([])
    expect(retire([reel('a', now - 5)], [listed('a')], [], now)).toEqual([reel('a')])
  })

  it('leaves out whose time is over', () => {
    expect(ids(retire([reel('a', now - RETIRED_FOR)], [listed('b')], [], now))).toEqual(['b'])
  })
})
