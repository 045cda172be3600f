import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Hex } from '../../../../shared/model.ts'
import { initRepository } from '../../clone-layout.ts'
import { commonDir } from '../../object-store.ts'
import { readPackEnds } from '../../pack-file.ts'
import type { Repository } from '../../types.ts'
import { BIG_FILE, boundMemory } from '../index-limits.ts'
import type { GitProgram } from '../run.ts'

/** See Updates.objectsOf. A thin pack is completed on the side; what it was completed with comes last, and isn't counted. */
export async function objectsOf(
  git: GitProgram,
  repository: Repository,
  packFile: string,
  scratch: string,
): Promise<readonly Hex[]> {
  const folder = await mkdtemp(join(scratch, 'objects-'))
  try {
    await initRepository(folder, repository.objectFormat, ['bare = true'])
    const objects = join(await commonDir(repository.gitDir), 'objects')
    await writeFile(join(folder, 'objects', 'info', 'alternates'), `${objects}\n`)
    const { objects: count } = await readPackEnds(packFile, repository.objectFormat)
    const input = createReadStream(packFile)
    const args = [`--git-dir=${folder}`, 'index-pack', '--stdin', '--fix-thin']
    const output = await git.run(args, { cwd: folder, input, config: [BIG_FILE], env: boundMemory(count) })
    const checksum = /[0-9a-f]{40,64}/.exec(output)?.[0] ?? ''
    const index = createReadStream(join(folder, 'objects', 'pack', `pack-${checksum}.idx`))
    const listed = await git.run(
      [`--git-dir=${folder}`, 'show-index', `--object-format=${repository.objectFormat}`],
      {
        cwd: folder,
        input: index,
      },
    )
    // "OFFSET OID (CRC)"
    return listed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(' '))
      .sort((a, b) => Number(a[0]) - Number(b[0]))
      .slice(0, count)
      .map(([, oid = '']) => oid)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
