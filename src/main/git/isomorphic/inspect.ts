import { countBeyond } from '../ahead.ts'
import { latestCommit } from '../latest-commit.ts'
import { commonDir, sizeOfObjects } from '../object-store.ts'
import { nameOfFolder } from '../repository-folder.ts'
import type { Inspected, Repository } from '../types.ts'
import { readGraph } from './commit-graph.ts'
import { headBranch } from './locate.ts'
import { ObjectReader } from './object-reader.ts'
import { parseCommit } from './parse-object.ts'
import { listRefs } from './refs.ts'

/** As program/inspect.ts. */
export async function inspect(repository: Repository): Promise<Inspected> {
  const reader = new ObjectReader(await commonDir(repository.gitDir))
  const refs = await listRefs(reader.gitDir, 'heads')
  const head = await headBranch(repository.gitDir)
  const headOid = refs.find(({ name }) => name === head)?.oid ?? null
  const tips = refs.map(({ oid }) => oid)
  const base = await readGraph(reader, headOid === null ? tips : [headOid])
  const ahead = countBeyond(tips, await readGraph(reader, tips, base))
  const branches = []
  for (const { name, oid } of refs) {
    const { subject, author, time } = parseCommit((await reader.read(oid)).content)
    const latest = latestCommit(subject, author, time)
    branches.push({ name, oid, latest })
  }
  return {
    path: repository.path,
    name: nameOfFolder(repository.path),
    head,
    commits: base.size,
    estimatedSize: await sizeOfObjects(reader.gitDir),
    branches: branches.map(({ name, oid, latest }) => ({
      name,
      sha: oid,
      subject: latest.subject,
      time: latest.time,
      beyondHead: ahead.get(oid) ?? 0,
      isHead: name === head,
    })),
    latest: branches.find(({ name }) => name === head)?.latest ?? null,
  }
}
