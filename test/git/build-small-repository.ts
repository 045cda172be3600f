import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gitCommand } from './git-command.ts'

export interface SmallRepositoryOptions {
  readonly objectFormat?: 'sha1' | 'sha256'
}

/**
 * A small project with one of everything: branches main (checked out, with a merge), next (two commits beyond main) and
 * private; tags light (v0.1), annotated (v1.0), of a tag (v1.0-signed-off), of a tree, and one in private; a stash,
 * a dangling blob; an executable, a symbolic link, an empty file, a submodule's entry and names in other scripts.
 * Always the same objects. Returns the folder.
 */
export function buildSmallRepository(folder: string, options: SmallRepositoryOptions = {}): string {
  mkdirSync(folder, { recursive: true })
  const git = (...args: string[]) => gitCommand(folder, ...args)
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  const commit = (message: string) => {
    git('add', '--all')
    git('commit', '--quiet', '--message', message)
  }
  git('init', '--quiet', '--initial-branch=main', `--object-format=${options.objectFormat ?? 'sha1'}`)
  write('README.md', '# Kite\n\nFlies.\n')
  mkdirSync(join(folder, 'src/wing'), { recursive: true })
  write('src/wing/area.c', 'int area(int a, int b) { return a * b; }\n')
  write('empty', '')
  commit('Begin')
  git('tag', 'v0.1')
  write('build.sh', '#!/bin/sh\nexit 0\n')
  chmodSync(join(folder, 'build.sh'), 0o755)
  symlinkSync('README.md', join(folder, 'LIESMICH'))
  write('Übersicht 風.txt', 'Grüße\n')
  commit('A script, a link, a name')
  git('tag', '--annotate', 'v1.0', '--message', 'First flight')
  git('tag', '--annotate', 'v1.0-signed-off', 'v1.0', '--message', 'Carol has looked at it')
  git('tag', 'tree-tag', 'HEAD^{tree}')

  git('switch', '--quiet', '--create', 'side', 'HEAD~1')
  write('side.txt', 'from the side\n')
  commit('A side line\n\nWith a body\nof two lines.')
  git('switch', '--quiet', 'main')
  git('merge', '--quiet', '--no-ff', '--message', 'Merge side', 'side')
  git('branch', '--quiet', '--delete', 'side')

  git('switch', '--quiet', '--create', 'next')
  for (const step of ['one', 'two']) {
    write('next.txt', `${step}\n`)
    commit(`Next: ${step}`)
  }
  git('tag', '--annotate', 'v2.0-rc', '--message', 'Nearly')
  git('switch', '--quiet', '--create', 'private', 'main')
  write('secret.txt', 'not for others\n')
  commit('A secret')
  git('tag', '--annotate', 'private-tag', '--message', 'secret too')
  git('switch', '--quiet', 'main')
  addSubmodule(folder)
  leaveUnpublished(folder)
  return folder
}

// An entry and its .gitmodules, as "git submodule add" leaves them; the submodule's own repository isn't needed.
function addSubmodule(folder: string): void {
  const commit = gitCommand(folder, 'rev-parse', 'v0.1')
  gitCommand(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},vendor/string`)
  writeFileSync(
    join(folder, '.gitmodules'),
    '[submodule "vendor/string"]\n\tpath = vendor/string\n\turl = https://example.org/string.git\n',
  )
  mkdirSync(join(folder, 'vendor/string'), { recursive: true })
  gitCommand(folder, 'add', '.gitmodules')
  gitCommand(folder, 'commit', '--quiet', '--message', 'Take string')
}

function leaveUnpublished(folder: string): void {
  writeFileSync(join(folder, 'README.md'), '# Kite\n\nstashed\n')
  gitCommand(folder, 'stash', '--quiet')
  writeFileSync(join(folder, 'README.md'), '# Kite\n\nreset away\n')
  gitCommand(folder, 'commit', '--quiet', '--all', '--message', 'Only in the reflog')
  gitCommand(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  writeFileSync(join(folder, '.git/dangling'), 'dangling\n')
  gitCommand(folder, 'hash-object', '-w', '.git/dangling')
}
