/** People of the demo at work: their commits are git's own, dated as if they had been here since the morning. */
import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Change, Project } from './story.ts'

/** Runs git as somebody. @param minutesAgo when that was, for what is committed */
export function gitAs(
  person: string,
  folder: string,
  minutesAgo: number,
  ...args: readonly string[]
): string {
  const date = `@${Math.floor(Date.now() / 1000 - minutesAgo * 60)} +0000`
  const email = `${person.toLowerCase()}@example.org`
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...{ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' },
      ...{ GIT_AUTHOR_NAME: person, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
      ...{ GIT_COMMITTER_NAME: person, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
    },
  }).trim()
}

/** A repository with what was done until now. */
export function begin(folder: string, person: string, { files, changes }: Project): void {
  mkdirSync(folder, { recursive: true })
  gitAs(person, folder, 0, 'init', '-q', '-b', 'main')
  for (const [file, text] of Object.entries(files)) write(folder, file, text)
  commit(folder, person, 'First version', 90)
  changes.forEach((change, index) => {
    apply(folder, change)
    commit(folder, person, change.subject, 80 - (70 * index) / changes.length)
  })
}

/** Goes on with a project, now. */
export function goOn(folder: string, person: string, change: Change): void {
  apply(folder, change)
  commit(folder, person, change.subject, 0)
}

function apply(folder: string, { file, find, put }: Change): void {
  const path = join(folder, file)
  if (find === undefined) {
    mkdirSync(dirname(path), { recursive: true })
    appendFileSync(path, put)
  } else
    writeFileSync(
      path,
      readFileSync(path, 'utf8').replace(find, () => put),
    )
}

function write(folder: string, file: string, text: string): void {
  const path = join(folder, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function commit(folder: string, person: string, subject: string, minutesAgo: number): void {
  gitAs(person, folder, minutesAgo, 'add', '-A')
  gitAs(person, folder, minutesAgo, 'commit', '-q', '--allow-empty', '-m', subject)
}
