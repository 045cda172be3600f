import { createSlots } from '../slots.ts'

export interface Turnstile {
  /**
   * Resolves when it is one's turn, the first come first as far as their addresses have room.
   * @returns gives the place back; rejects with the signal's reason where that aborts before
   */
  enter(key: string, signal: AbortSignal): Promise<() => void>
  /** How many are inside. */
  readonly inside: number
}

/** A bounded number inside, in all and for each key (an address); others wait. */
export function createTurnstile(total: number, perKey: number): Turnstile {
  const slots = createSlots(total, perKey)
  const queue: { readonly key: string; readonly enter: (leave: () => void) => void }[] = []

  const admit = () => {
    for (let at = 0; at < queue.length;) {
      const release = slots.take(queue[at]!.key)
      if (!release) {
        at++
        continue
      }
      const [next] = queue.splice(at, 1)
      next!.enter(() => {
        release()
        admit()
      })
    }
  }

  return {
    enter: (key, signal) =>
      new Promise((resolve, reject) => {
        const waiting = {
          key,
          enter: (leave: () => void) => {
            signal.removeEventListener('abort', give)
            resolve(leave)
          },
        }
        const give = () => {
          const at = queue.indexOf(waiting)
          if (at >= 0) queue.splice(at, 1)
          reject(signal.reason as Error)
        }
        if (signal.aborted) return reject(signal.reason as Error)
        signal.addEventListener('abort', give, { once: true })
        queue.push(waiting)
        admit()
      }),
    get inside() {
      return slots.taken
    },
  }
}
