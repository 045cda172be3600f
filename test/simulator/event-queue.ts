/** Virtual time: a heap of what happens when; equal times in the order in which they were asked for. */
interface Event {
  readonly time: number
  readonly order: number
  readonly run: () => void
}

export function createEventQueue() {
  const heap: Event[] = []
  let now = 0
  let order = 0

  const before = (a: Event, b: Event) => a.time < b.time || (a.time === b.time && a.order < b.order)

  const push = (event: Event): void => {
    let at = heap.push(event) - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!before(event, heap[parent]!)) break
      heap[at] = heap[parent]!
      at = parent
    }
    heap[at] = event
  }

  const pop = (): Event | undefined => {
    const top = heap[0]
    const last = heap.pop()
    if (!last || heap.length === 0) return top
    let at = 0
    for (;;) {
      let child = at * 2 + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, last)) break
      heap[at] = heap[child]!
      at = child
    }
    heap[at] = last
    return top
  }

  return {
    get now() {
      return now
    },
    at: (time: number, run: () => void) => push({ time: Math.max(time, now), order: order++, run }),
    after: (delay: number, run: () => void) => push({ time: now + delay, order: order++, run }),
    runUntil(done: () => boolean, end: number): boolean {
      while (!done()) {
        const event = heap[0]
        if (!event || event.time > end) return false
        pop()
        now = event.time
        event.run()
      }
      return true
    },
  }
}

export type EventQueue = ReturnType<typeof createEventQueue>
