import { readFile, rename } from 'node:fs/promises'
import type { z } from 'zod'
import { writeAtomic } from './write-atomic.ts'

/**
 * Reads a JSON file that fits the schema; null where there is none. One that is damaged is set aside (`.damaged`), never
 * overwritten, and told to `onDamage`.
 */
export async function readJson<S extends z.ZodType>(
  path: string,
  schema: S,
  onDamage: (text: string) => void,
): Promise<z.output<S> | null> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    await rename(path, `${path}.damaged`)
    onDamage(`${path} was damaged; it was set aside as ${path}.damaged`)
    return null
  }
}

export const writeJson = (path: string, value: unknown): Promise<void> =>
  writeAtomic(path, `${JSON.stringify(value, null, 2)}\n`)
