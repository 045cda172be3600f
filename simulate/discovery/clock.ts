/** Virtual time for code that takes its timers and its clock from the surroundings: the globals, exchanged for a while. */

interface Timer {
  readonly at: number
  readonly number: number
  readonly run: () => void
  readonly every: number | null
  cancelled: boolean
}

export interface Clock {
  now(): number
  after(ms: number, run: () => void): void
  /** Lets `ms` pass: runs what is due, in its order, and whatever promises it settles. */
  pass(ms: number): Promise<void>
  /** Gives the real globals back. */
  uninstall(): void
}

const real = { ...{ setTimeout, setInterval, clearTimeout, clearInterval, setImmediate }, date: Date.now, random: Math.random } // prettier-ignore

/** Takes the place of timers, clocks and chance. @param seed equal ones give equal runs */
export function installClock(seed: number): Clock {
  const queue = createQueue()
  let now = 0
  let number = 0

  const add = (run: () => void, ms: number | undefined, repeats: boolean) => {
    // Like Node: whole milliseconds, one at least.
    const pause = Math.max(1, Math.floor(ms ?? 1))
    const timer = { at: now + pause, number: number++, run, every: repeats ? pause : null, cancelled: false }
    queue.push(timer)
    return new Handle(timer)
  }
  type Callback = (...args: unknown[]) => void
  const timers =
    (repeats: boolean) =>
    (run: Callback, ms?: number, ...args: unknown[]) =>
      add(() => run(...args), ms, repeats)
  const clear = (handle?: unknown) => {
    if (handle instanceof Handle) handle.timer.cancelled = true
  }
  Object.assign(globalThis, { setTimeout: timers(false), setInterval: timers(true) })
  Object.assign(globalThis, { clearTimeout: clear, clearInterval: clear })
  Object.assign(performance, { now: () => now })
  Date.now = () => 1_800_000_000_000 + now
  Math.random = mulberry(seed)

  const settle = () => new Promise<void>((resolve) => real.setImmediate(resolve))

  return {
    now: () => now,
    after: (ms, run) => void add(run, ms, false),
    async pass(ms) {
      const end = now + ms
      await settle()
      for (;;) {
        const next = queue.peek()
        if (!next || next.at > end) break
        now = next.at
        for (let timer = queue.peek(); timer && timer.at === now; timer = queue.peek()) {
          queue.pop()
          if (timer.cancelled) continue
          timer.run()
          if (timer.every === null || timer.cancelled) continue
          const { every } = timer
          queue.push(Object.assign(timer, { at: now + every, number: number++ }))
        }
        await settle()
      }
      now = end
    },
    uninstall() {
      const { date, random, setImmediate: _, ...timers } = real
      Object.assign(globalThis, timers)
      Reflect.deleteProperty(performance, 'now')
      Date.now = date
      Math.random = random
    },
  }
}

class Handle {
  constructor(readonly timer: Timer) {}
  ref = () => this
  unref = () => this
}

/** Earliest first; of equal times, the one that was set first. A heap, since there are tens of thousands. */
function createQueue() {
  const heap: Timer[] = []
  const before = (a: number, b: number) =>
    heap[a]!.at < heap[b]!.at || (heap[a]!.at === heap[b]!.at && heap[a]!.number < heap[b]!.number)
  const swap = (a: number, b: number) => {
    const timer = heap[a]!
    heap[a] = heap[b]!
    heap[b] = timer
  }
  return {
    peek: () => heap[0],
    push(timer: Timer) {
      let at = heap.push(timer) - 1
      for (let parent = (at - 1) >> 1; at > 0 && before(at, parent); parent = (at - 1) >> 1) {
        swap(at, parent)
        at = parent
      }
    },
    pop() {
      const last = heap.pop()
      if (heap.length === 0 || !last) return
      heap[0] = last
      for (let at = 0; ;) {
        const [left, right] = [2 * at + 1, 2 * at + 2]
        let least = at
        if (left < heap.length && before(left, least)) least = left
        if (right < heap.length && before(right, least)) least = right
        if (least === at) return
        swap(at, least)
        at = least
      }
    },
  }
}

/** A small generator of chance. */
function mulberry(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
