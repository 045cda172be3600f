/**
 * The part of the Metadata Reflection API that @peculiar/x509's dependency container asks for: it refuses to load
 * without. Importing this file adds what is missing to Reflect, and leaves what is there alone.
 */
type Key = string | symbol

interface MetadataReflection {
  defineMetadata(key: Key, value: unknown, target: object): void
  getOwnMetadata(key: Key, target: object): unknown
  getMetadata(key: Key, target: object): unknown
}

const stored = new WeakMap<object, Map<Key, unknown>>()

const metadata: MetadataReflection = {
  defineMetadata(key, value, target) {
    const entries = stored.get(target) ?? new Map<Key, unknown>()
    stored.set(target, entries.set(key, value))
  },
  getOwnMetadata: (key, target) => stored.get(target)?.get(key),
  getMetadata(key, target) {
    for (let at: object | null = target; at !== null; at = Object.getPrototypeOf(at) as object | null) {
      if (stored.get(at)?.has(key)) return stored.get(at)?.get(key)
    }
    return undefined
  },
}

for (const [name, value] of Object.entries(metadata)) {
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value, configurable: true, writable: true })
}
