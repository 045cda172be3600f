/** A bounded number of places, in all and for each key (an address). */
export interface Slots {
  /**
   * Takes a place; null when none is free. The release may be called more than once.
   * @param giveWay ends what has the place; false where it can't be ended now
   */
  take(key: string, giveWay?: GiveWay): (() => void) | null
  readonly taken: number
}

/** @param forWhom somebody of the same key, which has all places that a key may have, or of another one that has fewer */
export type GiveWay = (forWhom: 'own' | 'other') => boolean

interface Place {
  readonly giveWay: GiveWay | undefined
}

/**
 * Once all places are taken, a key that would have fewer than another one gets a place of that: of those who have most, the
 * oldest that can give way. So whoever has few addresses can't keep others away. Nor can who shares an address keep away the
 * others there: of a key that has all it may have, the oldest that can give way does so for a newcomer.
 */
export function createSlots(total: number, perKey: number): Slots {
  /** The oldest first. */
  const places = new Map<string, Set<Place>>()
  let taken = 0

  const drop = (key: string, place: Place) => {
    const ofKey = places.get(key)
    if (!ofKey?.delete(place)) return
    taken--
    if (ofKey.size === 0) places.delete(key)
  }

  const endOne = (key: string, forWhom: 'own' | 'other'): boolean => {
    for (const place of places.get(key) ?? [])
      if (place.giveWay?.(forWhom)) {
        drop(key, place)
        return true
      }
    return false
  }

  const makeRoom = (count: number): boolean =>
    [...places]
      .filter(([, { size }]) => size > count + 1)
      .sort(([, a], [, b]) => b.size - a.size)
      .some(([key]) => endOne(key, 'other'))

  return {
    take(key, giveWay) {
      const count = places.get(key)?.size ?? 0
      const hasRoom = count >= perKey ? endOne(key, 'own') : taken < total || makeRoom(count)
      if (!hasRoom) return null
      const place: Place = { giveWay }
      const ofKey = places.get(key) ?? new Set()
      places.set(key, ofKey.add(place))
      taken++
      return () => drop(key, place)
    },
    get taken() {
      return taken
    },
  }
}
