/** Where a repository's parts lie (gitrepository-layout(5)): working tree, git directory, and what linked worktrees share. */
import { access, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { commonDir } from '../object-store.ts'

/** isomorphic-git takes every backslash for a slash. Throws BAD_INPUT where it isn't one. */
export function checkPath(path: string): void {
  if (process.platform === 'win32' || !path.includes('\\')) return
  throw new AppError(
    'BAD_INPUT',
    `without git, a path with a backslash can't be used: ${path}`,
    'choose another folder, or install git',
  )
}

export interface Location {
  /** Working tree's root; null for a bare repository. */
  readonly workTree: string | null
  readonly gitDir: string
}

/** The repository that a folder is in, or null. */
export async function locate(folder: string): Promise<Location | null> {
  const start = await realpath(folder)
  if (await isGitDir(start)) return { workTree: null, gitDir: start }
  for (let path = start; ; path = dirname(path)) {
    const gitDir = await gitDirOf(join(path, '.git'))
    if (gitDir !== null) return { workTree: path, gitDir }
    if (path === dirname(path)) return null
  }
}

/** Short name of the branch that HEAD names, born or not; null when HEAD is detached. */
export async function headBranch(gitDir: string): Promise<string | null> {
  const head = await readText(join(gitDir, 'HEAD'))
  return /^ref: refs\/heads\/(.+?)\s*$/.exec(head ?? '')?.[1] ?? null
}

export async function readText(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EISDIR') return null
    throw error
  })
}

// .git is a directory, or a file that names one: linked worktrees, submodules, git init --separate-git-dir.
async function gitDirOf(dotGit: string): Promise<string | null> {
  const found = await stat(dotGit).catch(() => null)
  if (!found) return null
  if (found.isDirectory()) return (await isGitDir(dotGit)) ? dotGit : null
  const pointer = /^gitdir: (.+?)\s*$/.exec((await readText(dotGit)) ?? '')?.[1]
  if (pointer === undefined) return null
  const gitDir = resolve(dirname(dotGit), pointer)
  return (await isGitDir(gitDir)) ? gitDir : null
}

async function isGitDir(path: string): Promise<boolean> {
  try {
    await access(join(path, 'HEAD'))
    await access(join(await commonDir(path), 'objects'))
    await access(join(await commonDir(path), 'refs'))
    return true
  } catch {
    return false
  }
}
