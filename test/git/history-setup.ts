/** Repositories and history's verbs for the tests of both. */
import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { History } from '../../src/main/git/history-types.ts'
import type { Repository } from '../../src/main/git/types.ts'
import { gitCommand } from './git-command.ts'

export const git = await detectGit({ force: 'git' })
if (!git.history) throw new Error('the git program reads history')
export const history: History = git.history

export interface Work {
  readonly path: string
  run(...args: readonly string[]): string
  write(path: string, text: string): void
  read(path: string): string
  /** Writes files (null: removes them), commits all of them, and returns the commit. */
  commit(message: string, files?: Readonly<Record<string, string | null>>): string
  open(): Promise<Repository>
}

/** A repository with a branch main, and a first commit if there are files. */
export function work(path: string, files?: Readonly<Record<string, string>>): Work {
  mkdirSync(path, { recursive: true })
  const made = at(path)
  made.run('init', '--quiet', '--initial-branch=main')
  if (files) made.commit('Begin', files)
  return made
}

/** One that is there. */
export function at(path: string): Work {
  const run = (...args: readonly string[]) => gitCommand(path, ...args)
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  return {
    path,
    run,
    write,
    read: (name) => readFileSync(join(path, name), 'utf8'),
    commit: (message, files = {}) => {
      for (const [name, text] of Object.entries(files)) {
        if (text === null) run('rm', '--quiet', '--', name)
        else {
          write(name, text)
          run('add', '--force', '--', name)
        }
      }
      run('commit', '--quiet', '--allow-empty', '--message', message)
      return run('rev-parse', 'HEAD')
    },
    open: () => git.open(path),
  }
}

/** Every file of a folder but git's objects, with its bytes, mode and, for those of the working tree, time: to find what was touched. */
export function fingerprint(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const look = (path: string): void => {
    const full = join(folder, path)
    const { mode, mtimeMs } = lstatSync(full)
    if ((mode & 0o170000) === 0o040000) {
      if (path === '.git/objects') return
      if (path !== '') found[`${path}/`] = 'folder'
      for (const name of readdirSync(full)) look(path === '' ? name : `${path}/${name}`)
      return
    }
    const bytes = (mode & 0o170000) === 0o120000 ? readlinkSync(full) : readFileSync(full)
    const time = path.startsWith('.git/') ? '' : ` ${mtimeMs}`
    found[path] = `${mode.toString(8)} ${createHash('sha256').update(bytes).digest('hex')}${time}`
  }
  look('')
  return found
}

/** IDs of all objects. */
export const objects = ({ run }: Work): string =>
  run('cat-file', '--batch-all-objects', '--batch-check=%(objectname)')
