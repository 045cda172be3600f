/** Inputs that are kept: those that once failed, and those that reach what others don't. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Kept {
  readonly file: string
  readonly input: Uint8Array
}

/** @param folder fuzz/corpus */
export function readCorpus(folder: string, target: string): readonly Kept[] {
  const path = join(folder, target)
  try {
    return readdirSync(path)
      .sort()
      .map((name) => ({ file: join(path, name), input: readFileSync(join(path, name)) }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** @param why `failed`, `slow` or `reached`: the beginning of its name. @returns the file */
export function keep(folder: string, target: string, why: string, input: Uint8Array): string {
  const path = join(folder, target)
  mkdirSync(path, { recursive: true })
  const file = join(path, `${why}-${createHash('sha256').update(input).digest('hex').slice(0, 16)}`)
  writeFileSync(file, input)
  return file
}
