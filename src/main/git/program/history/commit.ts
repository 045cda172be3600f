import { AppError } from '../../../../shared/errors.ts'
import type { CommitDetail, FileChange, Hex } from '../../../../shared/model.ts'
import { cleanText } from '../../../gtp/text.ts'
import type { Repository } from '../../types.ts'
import { inside } from '../open.ts'
import type { GitProgram } from '../run.ts'
import { parseRows, ROW_FORMAT } from './page.ts'
import { splitPatch } from './split-patch.ts'

/** Files that are listed, bytes of a file's patch that are shown, and of all together. */
const MAX_FILES = 300
const MAX_PATCH = 200 * 1024
const MAX_PATCHES = 2 * 1024 * 1024
/** Characters of a message's body. */
const MAX_BODY = 10_000
const MAX_EMAIL = 200

const KINDS: Readonly<Record<string, FileChange['kind']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type changed',
}

/** See History.commit. */
export async function commit(git: GitProgram, repository: Repository, sha: Hex): Promise<CommitDetail> {
  const { gitDir, cwd } = inside(repository)
  const head = ['log', '-1', '-z', `--format=${ROW_FORMAT}%x00%ae%x00%b`, '--no-patch', sha, '--']
  const text = await git.run([gitDir, ...head], { cwd }).catch(() => {
    throw new AppError('BAD_INPUT', `there is no commit ${sha}`, 'fetch it first, or look for another one')
  })
  const fields = text.split('\0')
  const [row] = parseRows(`${fields.slice(0, 5).join('\0')}\0`)
  const changes = await listChanges(git, repository, sha)
  const patches = await readPatches(git, repository, sha, changes.length)
  return {
    ...row!,
    email: cleanText(fields[5] ?? '', MAX_EMAIL),
    body: cleanBody(fields[6] ?? ''),
    files: changes
      .slice(0, MAX_FILES)
      .map((change, index) => ({ ...change, ...shown(change, patches[index]) })),
    filesLeftOut: Math.max(0, changes.length - MAX_FILES),
  }
}

type Change = Omit<FileChange, 'patch' | 'tooLarge'> & { readonly binary: boolean }

function shown({ binary }: Change, patch: string | undefined) {
  if (binary) return { patch: null, tooLarge: false }
  if (patch === undefined || patch.length > MAX_PATCH) return { patch: null, tooLarge: true }
  return { patch, tooLarge: false }
}

/** A diff against the first parent that runs no program of anybody. */
const diff = (git: GitProgram, repository: Repository, sha: Hex, format: readonly string[]) => {
  const { gitDir, cwd } = inside(repository)
  const safe = ['--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=none', '-M']
  const args = [
    'diff-tree',
    '-r',
    '--root',
    '--no-commit-id',
    '-m',
    '--first-parent',
    ...safe,
    ...format,
    sha,
    '--',
  ]
  return { args: [gitDir, ...args], options: { cwd, config: [['diff.renameLimit', '1000']] as const } }
}

async function listChanges(git: GitProgram, repository: Repository, sha: Hex): Promise<Change[]> {
  const { args, options } = diff(git, repository, sha, ['-z', '--raw', '--numstat'])
  const fields = (await git.run(args, options)).split('\0')
  const changes: (Omit<Change, 'additions' | 'deletions' | 'binary'> & Partial<Change>)[] = []
  let at = 0
  for (; fields[at]?.startsWith(':'); at++) {
    const status = /^:\S+ \S+ \S+ \S+ ([A-Z])/.exec(fields[at] ?? '')?.[1] ?? 'M'
    const path = fields[++at] ?? ''
    const moved = status === 'R' || status === 'C'
    changes.push({
      kind: KINDS[status] ?? 'modified',
      from: moved ? path : null,
      path: moved ? (fields[++at] ?? '') : path,
    })
  }
  return changes.map((change) => {
    const [additions = '', deletions = ''] = (fields[at] ?? '').split('\t')
    at += change.from === null ? 1 : 3 // "A TAB D TAB", NUL, before, NUL, after
    return {
      ...change,
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
      binary: additions === '-',
    }
  })
}

async function readPatches(
  git: GitProgram,
  repository: Repository,
  sha: Hex,
  files: number,
): Promise<string[]> {
  if (files === 0) return []
  const { args, options } = diff(git, repository, sha, ['-p', '--unified=3'])
  let text = ''
  for await (const line of git.lines(args, options)) {
    if (text.length > MAX_PATCHES) break
    text += `${line}\n`
  }
  const patches = splitPatch(text)
  // The last one may be cut.
  return text.length > MAX_PATCHES ? patches.slice(0, -1) : patches
}

const cleanBody = (text: string): string =>
  text
    .slice(0, MAX_BODY)
    .split('\n')
    .map((line) => cleanText(line, MAX_BODY))
    .join('\n')
    .trim()
