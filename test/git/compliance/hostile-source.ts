/** Packs that no honest git would make, from trees and commits written byte by byte. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloneSource } from '../../../src/main/git/types.ts'
import { gitCommand, gitWithInput, testEnvironment } from '../git-command.ts'

export interface Entry {
  readonly mode: string
  readonly name: string
  readonly oid: string
}

export class Forge {
  /** @param folder of the repository whose objects are forged */
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true })
    gitCommand(folder, 'init', '--quiet', '--initial-branch=main')
  }

  object(type: 'blob' | 'tree' | 'commit' | 'tag', content: string | Buffer): string {
    return gitWithInput(this.folder, content, 'hash-object', '-w', '--literally', '-t', type, '--stdin')
  }

  /** In the order given, whatever the names. */
  tree(...entries: readonly Entry[]): string {
    const parts = entries.map(({ mode, name, oid }) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
    )
    return this.object('tree', Buffer.concat(parts))
  }

  file(name: string, content = 'x\n', mode = '100644'): Entry {
    return { mode, name, oid: this.object('blob', content) }
  }

  commit(
    tree: string,
    parents: readonly string[] = [],
    who = 'Alice <alice@example.org> 1700000000 +0100',
  ): string {
    const above = parents.map((parent) => `parent ${parent}\n`).join('')
    return this.object('commit', `tree ${tree}\n${above}author ${who}\ncommitter ${who}\n\nForged\n`)
  }

  /** Exactly these objects as a pack file. */
  pack(name: string, oids: readonly string[]): string {
    const file = join(this.folder, `${name}.pack`)
    const input = oids.map((oid) => `${oid}\n`).join('')
    const options = { cwd: this.folder, env: testEnvironment(), input, maxBuffer: 1 << 28 }
    writeFileSync(file, execFileSync('git', ['pack-objects', '--stdout', '--quiet'], options))
    return file
  }

  /** A project of one commit, all of whose objects are in its tip pack but for those in `without`. */
  source(commit: string, without: readonly string[] = []): CloneSource {
    const reached = gitCommand(this.folder, 'rev-list', '--objects', commit).split('\n')
    const oids = reached.map((line) => line.slice(0, 40)).filter((oid) => !without.includes(oid))
    return sourceOf([this.pack(commit, oids)], commit)
  }
}

export function sourceOf(
  files: readonly string[],
  commit: string,
  more: CloneSource['refs'] = [],
): CloneSource {
  const kinds = ['tip', 'history'] as const
  return {
    packs: files.map((file, index) => ({ file, kind: kinds[index] ?? 'history' })),
    objectFormat: 'sha1',
    head: 'refs/heads/main',
    refs: [{ name: 'refs/heads/main', oid: commit }, ...more],
  }
}
