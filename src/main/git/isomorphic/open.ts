import { join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { noCommits, notARepository, partialClone, shallow } from '../failures.ts'
import { commonDir, sizeOfObjects } from '../object-store.ts'
import { existingFolder } from '../repository-folder.ts'
import type { Repository } from '../types.ts'
import { checkPath, locate, readText } from './locate.ts'
import { listRefs } from './refs.ts'
import { MAX_REPOSITORY_BYTES, needsGit } from './size-limit.ts'

/** As program/open.ts, and GIT_MISSING for what only the git program can handle. */
export async function open(path: string): Promise<Repository> {
  const folder = await existingFolder(path)
  checkPath(folder)
  const found = await locate(folder)
  if (!found) throw notARepository(`${folder} is not a git repository`)
  const root = found.workTree ?? found.gitDir
  const common = await commonDir(found.gitDir)
  const config = (await readText(join(common, 'config'))) ?? ''
  if (found.workTree === null && !/^\s*bare\s*=\s*true/im.test(config)) {
    throw notARepository(`${folder} lies inside a git directory, not in a project's folder`)
  }
  await checkFormat(root, common, config)
  if ((await readText(join(common, 'shallow')))?.trim()) throw shallow(root)
  if (/^\s*(promisor\s*=\s*true|partialclone\s*=)/im.test(config)) throw partialClone(root)
  if ((await listRefs(common, 'heads')).length === 0) throw noCommits(root)
  if ((await sizeOfObjects(common, MAX_REPOSITORY_BYTES)) > MAX_REPOSITORY_BYTES) throw needsGit(root)
  return { path: root, gitDir: found.gitDir, objectFormat: 'sha1', bare: found.workTree === null }
}

async function checkFormat(root: string, common: string, config: string): Promise<void> {
  const format = /^\s*objectformat\s*=\s*(\S+)/im.exec(config)?.[1] ?? 'sha1'
  if (format !== 'sha1') throw unsupported(`${root} uses the object format ${format}`)
  const storage = /^\s*refstorage\s*=\s*(\S+)/im.exec(config)?.[1] ?? 'files'
  if (storage !== 'files') throw unsupported(`${root} keeps its refs in the format ${storage}`)
  const alternates = await readText(join(common, 'objects', 'info', 'alternates'))
  if (alternates?.trim()) throw unsupported(`${root} borrows objects of another repository`)
}

const unsupported = (what: string) =>
  new AppError(
    'UNSUPPORTED_FORMAT',
    `${what}, which only git itself can read`,
    'install git, then start again',
  )
