/** A folder with a clone's place in it, and with what must stay as it is and must not run. */
import { createHash } from 'node:crypto'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { userAt } from '../merge-setup.ts'
import type { Place } from './contents.ts'

export interface Guarded extends Place {
  readonly folder: string
  /** Nothing beside `own` came, went or changed, and nothing ran. */
  expectUntouched(): void
}

/** @param own names in the folder that the work may write to */
export function guard(folder: string, own: readonly string[]): Guarded {
  const outside = join(folder, 'outside')
  mkdirSync(outside, { recursive: true })
  writeFileSync(join(outside, 'canary'), 'alive\n')
  const mark = join(folder, 'ran')
  const program = join(folder, 'leave-mark')
  writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> '${mark}'\ncat\n`, { mode: 0o755 })
  // The user has a filter of that name: what a peer names must not start it.
  const filter = `[filter "evil"]\n\tsmudge = ${program}\n\tclean = ${program}\n\trequired = true\n`
  userAt(folder, `${filter}[diff "evil"]\n\ttextconv = ${program}\n[merge "evil"]\n\tdriver = ${program}\n`)
  const before = look(folder, own)
  return {
    ...{ folder, outside, program },
    expectUntouched() {
      expect(existsSync(mark) ? readFileSync(mark, 'utf8') : '').toBe('')
      expect(look(folder, own)).toEqual(before)
    },
  }
}

function look(folder: string, except: readonly string[]): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const walk = (path: string) => {
    const stats = lstatSync(path)
    if (stats.isDirectory()) {
      found[path] = 'folder'
      for (const name of readdirSync(path))
        if (path !== folder || !except.includes(name)) walk(join(path, name))
    } else {
      const bytes = stats.isSymbolicLink() ? readlinkSync(path) : readFileSync(path)
      found[path] = `${stats.mode.toString(8)} ${createHash('sha256').update(bytes).digest('hex')}`
    }
  }
  walk(folder)
  return found
}
