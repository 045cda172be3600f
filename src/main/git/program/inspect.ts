import type { Hex } from '../../../shared/model.ts'
import { countBeyond } from '../ahead.ts'
import { latestCommit } from '../latest-commit.ts'
import { sizeOfObjects } from '../object-store.ts'
import { nameOfFolder } from '../repository-folder.ts'
import type { Inspected, Repository } from '../types.ts'
import { inside } from './open.ts'
import { headBranch, listBranches } from './refs.ts'
import type { GitProgram } from './run.ts'
import { graphBeyond } from './roots.ts'
import { readLatest } from './select.ts'

/** What the publish dialog shows. `commits`: on HEAD, or on all branches where HEAD names none. */
export async function inspect(git: GitProgram, repository: Repository): Promise<Inspected> {
  const branches = await listBranches(git, repository)
  const head = await headBranch(repository)
  const headOid = branches.find(({ name }) => name === head)?.oid ?? null
  const tips = branches.map(({ oid }) => oid)
  const ahead = countBeyond(
    tips,
    headOid === null ? new Map() : await graphBeyond(git, repository, tips, headOid),
  )
  return {
    path: repository.path,
    name: nameOfFolder(repository.path),
    head,
    commits: await countCommits(git, repository, headOid === null ? tips : [headOid]),
    estimatedSize: await sizeOfObjects(repository.gitDir),
    branches: branches.map(({ name, oid, subject, author, time }) => ({
      name,
      sha: oid,
      subject: latestCommit(subject, author, time).subject,
      time: latestCommit(subject, author, time).time,
      beyondHead: ahead.get(oid) ?? 0,
      isHead: name === head,
    })),
    latest: headOid === null ? null : await readLatest(git, repository, headOid),
  }
}

async function countCommits(git: GitProgram, repository: Repository, tips: readonly Hex[]): Promise<number> {
  const { gitDir, cwd } = inside(repository)
  const input = tips.map((tip) => `${tip}\n`).join('')
  return Number(await git.run([gitDir, 'rev-list', '--count', '--stdin'], { cwd, input }))
}
