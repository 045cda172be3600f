/** A bounded number of places, in all and for each key (an address). */
export interface Slots {
  /**
   * Takes a place; null when none is free. The release may be called more than once.
   * @param giveWay ends what has the place for somebody of a key that has fewer; false where it can't be ended now
   */
  take(key: string, giveWay?: () => boolean): (() => void) | null
  readonly taken: number
}

interface Place {
  readonly giveWay: (() => boolean) | undefined
}

/**
 * Once all places are taken, a key that would have fewer than another one gets a place of that: of those who have most, the
 * oldest that can give way. So whoever has few addresses can't keep others away.
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

  const makeRoom = (count: number): boolean => {
    const larger = [...places].filter(([, { size }]) => size > count + 1)
    for (const [key, ofKey] of larger.sort(([, a], [, b]) => b.size - a.size))
      for (const place of ofKey)
        if (place.giveWay?.()) {
          drop(key, place)
          return true
        }
    return false
  }

  return {
    take(key, giveWay) {
      const count = places.get(key)?.size ?? 0
      if (count >= perKey || (taken >= total && !makeRoom(count))) return null
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
