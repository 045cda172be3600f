import type { z } from 'zod'
import { readPatiently } from './read-patiently.ts'
import { setAside } from './set-aside.ts'
import { writeAtomic } from './write-atomic.ts'

/**
 * Reads a JSON file that fits the schema; null where there is none. One that is damaged is set aside, never overwritten,
 * and told to `onDamage` with what it held. Rejects where it can't be read.
 */
export async function readJson<S extends z.ZodType>(
  path: string,
  schema: S,
  onDamage: (text: string, content: string) => void,
): Promise<z.output<S> | null> {
  const text = (await readPatiently(path))?.toString('utf8')
  if (text === undefined) return null
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    onDamage(`${path} was damaged; it was set aside as ${await setAside(path)}`, text)
    return null
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`)
