/** Which pieces of our code have run, as V8 counts them: no dependency, and nothing to instrument. */
import { Session } from 'node:inspector'

interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}
interface Script {
  readonly url: string
  readonly functions: readonly { readonly ranges: readonly Range[] }[]
}
/** From a place in a script up to another. */
type Piece = readonly [start: number, end: number]

export class Coverage {
  readonly #session = new Session()
  /** By function: what of it has never run. */
  readonly #missing = new Map<string, readonly Piece[]>()

  /** @param isOurs whether a script is looked at, by its URL */
  constructor(readonly isOurs: (url: string) => boolean) {
    this.#session.connect()
    this.#post('Profiler.enable')
    this.#post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  }

  /**
   * Whether something ran since the last call that never ran before.
   * @param learn whether it counts as known from now on
   */
  isFresh(learn: boolean): boolean {
    const { result } = this.#post('Profiler.takePreciseCoverage') as { result: readonly Script[] }
    let fresh = false
    for (const { url, functions } of result) {
      if (!this.isOurs(url)) continue
      for (const { ranges } of functions) {
        const [whole] = ranges
        if (whole === undefined || whole.count === 0) continue
        const key = `${url}:${whole.startOffset}-${whole.endOffset}`
        const before = this.#missing.get(key) ?? [[whole.startOffset, whole.endOffset]]
        const after = common(before, missingIn(ranges))
        if (sizeOf(after) === sizeOf(before)) continue
        fresh = true
        if (learn) this.#missing.set(key, after)
      }
    }
    return fresh
  }

  /** Functions that have run, and the share of their code that has. */
  summary(): { readonly functions: number; readonly share: number } {
    let [size, missing] = [0, 0]
    for (const [key, pieces] of this.#missing) {
      const [start = 0, end = 0] = /(\d+)-(\d+)$/.exec(key)!.slice(1).map(Number)
      size += end - start
      missing += sizeOf(pieces)
    }
    return { functions: this.#missing.size, share: size === 0 ? 0 : 1 - missing / size }
  }

  /** Synchronous, since the session is this thread's own. */
  #post(method: string, parameters: object = {}): unknown {
    let answer: unknown
    this.#session.post(method, parameters, (error, result) => {
      if (error) throw new Error(error.message)
      answer = result
    })
    return answer
  }
}

/** Of a function's ranges, outer ones first, those whose innermost count is none. */
function missingIn(ranges: readonly Range[]): readonly Piece[] {
  let pieces: Piece[] = []
  for (const { startOffset: start, endOffset: end, count } of ranges) {
    pieces = pieces.flatMap((piece) => without(piece, start, end))
    if (count === 0) pieces.push([start, end])
  }
  return pieces.sort(([a], [b]) => a - b)
}

function without([from, to]: Piece, start: number, end: number): Piece[] {
  const left: Piece = [from, Math.min(to, start)]
  const right: Piece = [Math.max(from, end), to]
  return [left, right].filter(([a, b]) => a < b)
}

/** What is in both; each sorted, and without overlaps. */
function common(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] {
  const both: Piece[] = []
  for (let [i, j] = [0, 0]; i < a.length && j < b.length;) {
    const [start, end] = [Math.max(a[i]![0], b[j]![0]), Math.min(a[i]![1], b[j]![1])]
    if (start < end) both.push([start, end])
    if (a[i]![1] < b[j]![1]) i++
    else j++
  }
  return both
}

const sizeOf = (pieces: readonly Piece[]) => pieces.reduce((sum, [start, end]) => sum + end - start, 0)
