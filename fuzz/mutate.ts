/** Changes to bytes, as fuzzers make them: one to several of flips, numbers, pieces and words. */
import type { Random } from './random.ts'
import type { Target } from './target.ts'

const LONGEST = 4096
const NUMBERS = [0, 1, 0x20, 0x2f, 0x7f, 0x80, 0xfe, 0xff]
/** Now and then a piece comes so often that time or memory would show what grows faster than it. */
const OFTEN = 2000

type Change = (input: Buffer, random: Random, words: readonly Buffer[], other: Uint8Array) => Buffer

const place = (input: Buffer, random: Random) => random.below(input.length + 1)
const splice = (input: Buffer, at: number, removed: number, added: Uint8Array) =>
  Buffer.concat([input.subarray(0, at), added, input.subarray(Math.min(at + removed, input.length))])
const piece = (input: Uint8Array, random: Random) => {
  const at = random.below(input.length + 1)
  return input.subarray(at, at + random.below(1 + Math.min(64, input.length - at)))
}

const CHANGES: readonly Change[] = [
  (input, random) => {
    if (input.length > 0) input[random.below(input.length)]! ^= 1 << random.below(8)
    return input
  },
  (input, random) => {
    if (input.length > 0) input[random.below(input.length)] = random.pick(NUMBERS)
    return input
  },
  (input, random) => {
    if (input.length >= 4)
      input.writeUInt32BE(
        random.pick([0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffff]),
        random.below(input.length - 3),
      )
    return input
  },
  (input, random) => splice(input, place(input, random), 0, Buffer.from([random.below(256)])),
  (input, random) => splice(input, place(input, random), 1 + random.below(16), new Uint8Array()),
  (input, random) => splice(input, place(input, random), random.below(16), piece(Buffer.from(input), random)),
  (input, random, _, other) => splice(input, place(input, random), random.below(32), piece(other, random)),
  (input, random, words) => splice(input, place(input, random), random.below(8), random.pick(words)),
  (input, random, words) => splice(input, place(input, random), 0, random.pick(words)),
  (input, random) => input.subarray(0, place(input, random)),
  (input, random) => {
    // A number in digits becomes its neighbour, or a large one.
    const at = input.findIndex(
      (byte, index) => index >= random.below(input.length || 1) && byte >= 48 && byte <= 57,
    )
    if (at >= 0)
      return splice(
        input,
        at,
        1,
        Buffer.from(random.pick(['0', '9', '00', '1', '-1', '4294967296', '9007199254740992'])),
      )
    return input
  },
]
const repeat: Change = (input, random, words) => {
  const chosen = random.below(2) === 0 ? random.pick(words) : Buffer.from(piece(input, random))
  const times = random.below(chosen.length === 0 ? 1 : OFTEN)
  return splice(input, place(input, random), 0, Buffer.concat(Array.from({ length: times }, () => chosen)))
}

/** @param other an input whose pieces may be taken over */
export function mutate(target: Target, input: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  if (target.mutate && random.below(2) === 0)
    return target.mutate(input, random).subarray(0, target.longest ?? LONGEST)
  const words = wordsOf(target)
  let changed: Buffer = Buffer.from(input)
  for (let left = 1 + random.below(4); left > 0; left--) {
    const change = random.below(200) === 0 ? repeat : random.pick(CHANGES)
    changed = change(changed, random, words, other)
  }
  return changed.subarray(0, target.longest ?? LONGEST)
}

const known = new WeakMap<Target, readonly Buffer[]>()
function wordsOf(target: Target): readonly Buffer[] {
  const words =
    known.get(target) ??
    ['\0', ' ', '\n', '\ufffd', '\u202e', ...(target.words ?? [])].map((word) => Buffer.from(word))
  known.set(target, words)
  return words
}
