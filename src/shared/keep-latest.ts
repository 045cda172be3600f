/** Puts an entry of a bounded map last, and forgets the first one that is not to be kept, or the first where all are. */
export function keepLatest<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  most: number,
  isKept: (key: Key) => boolean = () => false,
): void {
  map.delete(key)
  map.set(key, value)
  if (map.size <= most) return
  const [oldest] = map.keys()
  for (const other of map.keys()) if (!isKept(other)) return void map.delete(other)
  if (oldest !== undefined) map.delete(oldest)
}
