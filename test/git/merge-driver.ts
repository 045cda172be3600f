/** A merge in a process of its own, which can be killed. Arguments: a clone and a commit. Says when it begins. */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { detectGit } from '../../src/main/git/detect-git.ts'

const [path = '', theirs = ''] = process.argv.slice(2)
const git = await detectGit({ force: 'git' })
writeSync(1, 'begin\n')
const fallback = { name: 'Alice', email: 'alice@gittorrent' }
const repository = { path, gitDir: join(path, '.git'), objectFormat: 'sha1', bare: false } as const
const outcome = await git.history!.merge(repository, { theirs, label: 'bob/main', mode: 'clean', fallback })
writeSync(1, `${outcome.kind}\n`)
