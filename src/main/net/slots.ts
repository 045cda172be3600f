/** A bounded number of places, in all and for each key (an address). */
export interface Slots {
  /** Takes a place; null when none is free. The release may be called more than once. */
  take(key: string): (() => void) | null
  readonly taken: number
}

export function createSlots(total: number, perKey: number): Slots {
  const counts = new Map<string, number>()
  let taken = 0

  return {
    take(key) {
      const count = counts.get(key) ?? 0
      if (taken >= total || count >= perKey) return null
      taken++
      counts.set(key, count + 1)
      let released = false
      return () => {
        if (released) return
        released = true
        taken--
        const left = counts.get(key)! - 1
        if (left === 0) counts.delete(key)
        else counts.set(key, left)
      }
    },
    get taken() {
      return taken
    },
  }
}
