import { decodeBencode, encodeBencode, type Bencodable } from '../src/main/gtp/bencode.ts'
import type { Random } from './random.ts'

type Value = number | Uint8Array | Value[] | { [key: string]: Value }

/** Changes a value within bencoded bytes, so that they stay canonical; what is none stays as it is. */
export function mutateBencode(input: Uint8Array, random: Random): Uint8Array {
  try {
    return encodeBencode(change(plain(decodeBencode(input)), random) as Bencodable)
  } catch {
    return input
  }
}

function plain(value: unknown): Value {
  if (typeof value === 'number') return value
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(plain)
  const entries =
    value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value as object)
  return Object.fromEntries(entries.map(([key, inner]) => [key, plain(inner)]))
}

const SAMPLES: readonly Value[] = [
  0,
  1,
  -1,
  2 ** 53 - 1,
  new Uint8Array(),
  new Uint8Array(20),
  [],
  {},
  Buffer.from('Alice'),
]

function change(value: Value, random: Random): Value {
  if (random.below(12) === 0) return random.pick(SAMPLES)
  if (typeof value === 'number') return value + random.pick([1, -1, 255, 65_536, 2 ** 31, 2 ** 40])
  if (value instanceof Uint8Array) return changeBytes(value, random)
  if (Array.isArray(value)) {
    const copy = [...value]
    const at = random.below(copy.length + 1)
    const how = random.below(4)
    if (how === 0 || copy.length === 0)
      copy.splice(at, 0, copy.length > 0 ? random.pick(copy) : random.pick(SAMPLES))
    else if (how === 1) copy.splice(random.below(copy.length), 1)
    else {
      const chosen = random.below(copy.length)
      copy[chosen] = change(copy[chosen]!, random)
    }
    return copy
  }
  const keys = Object.keys(value)
  if (keys.length === 0) return { x: 1 }
  const key = random.pick(keys)
  const { [key]: inner = 0, ...rest } = value
  const how = random.below(6)
  if (how === 0) return rest
  if (how === 1) return { ...value, [`${key}${random.below(10)}`]: inner }
  return { ...rest, [key]: change(inner, random) }
}

function changeBytes(bytes: Uint8Array, random: Random): Uint8Array {
  const how = random.below(4)
  const copy = Buffer.from(bytes)
  if (how === 0) return copy.subarray(0, random.below(copy.length + 1))
  if (how === 1)
    return Buffer.concat([copy, Buffer.from(random.pick(['x', '\0', '\n', '\u202e', 'e\u0301', '%', ' ']))])
  if (copy.length > 0) copy[random.below(copy.length)] = random.below(256)
  return copy
}
