/** Whole packs of a forge's objects, and of entries that no object could be. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Forge } from '../compliance/hostile-source.ts'
import { gitCommand, testEnvironment } from '../git-command.ts'
import { packEntry, rawPack } from '../raw-pack.ts'

const TYPES: Readonly<Record<string, number>> = { commit: 1, tree: 2, blob: 3, tag: 4 }

/** A commit, with all that is to come in one pack with it. */
export interface Made {
  readonly head: string
  /** All of them, where git itself doesn't find them. */
  readonly objects?: readonly string[]
  /** What its objects must be without. */
  readonly without?: readonly string[]
  /** Entries after them. */
  readonly more?: readonly Buffer[]
}

/** An object as an entry of a pack, not packed against another. */
export function entryOf(forge: Forge, oid: string): Buffer {
  const type = gitCommand(forge.folder, 'cat-file', '-t', oid)
  const options = { cwd: forge.folder, env: testEnvironment(), maxBuffer: 1 << 28 }
  const content = execFileSync('git', ['cat-file', type, oid], options)
  return packEntry(TYPES[type]!, content.length, content)
}

let packs = 0

/** @param except a commit: what it reaches is left out, so that the pack is thin */
export function packOf(
  forge: Forge,
  { head, objects, without = [], more = [] }: Made,
  except?: string,
): string {
  const not = except === undefined ? [] : [`^${except}`]
  const args = ['rev-list', '--objects', '--missing=allow-any', head, ...not]
  const found = objects ?? gitCommand(forge.folder, ...args).split('\n')
  const oids = found.map((line) => line.slice(0, 40)).filter((oid) => !without.includes(oid))
  const file = join(forge.folder, `made-${packs++}.pack`)
  writeFileSync(file, rawPack([...oids.map((oid) => entryOf(forge, oid)), ...more]))
  return file
}
