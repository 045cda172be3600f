import type { Hex } from '../../../../shared/model.ts'
import type { GitProgram } from '../run.ts'

/** Refs of a remote, by full name. */
export interface KnownRefs {
  readonly refs: ReadonlyMap<string, Hex>
  /** Just read. Otherwise it is how they were left, and whoever moves them has git compare. */
  readonly fresh: boolean
}

/** How each remote's refs were left, so that not every commit that arrives has them listed again. */
export interface RemoteRefs {
  read(git: GitProgram, common: string, remote: string): Promise<KnownRefs>
  keep(common: string, remote: string, refs: ReadonlyMap<string, Hex>): void
  forget(common: string, remote: string): void
}

/** Remotes that are remembered: the one that was kept longest ago makes room. */
const MAX_REMEMBERED = 200

export function rememberRemoteRefs(): RemoteRefs {
  const left = new Map<string, ReadonlyMap<string, Hex>>()
  const key = (common: string, remote: string) => `${remote}\0${common}`
  const forget = (common: string, remote: string) => void left.delete(key(common, remote))
  return {
    async read(git, common, remote) {
      const refs = left.get(key(common, remote))
      return refs ? { refs, fresh: false } : { refs: await readRefs(git, common, remote), fresh: true }
    },
    keep(common, remote, refs) {
      forget(common, remote)
      if (left.size >= MAX_REMEMBERED) left.delete(left.keys().next().value!)
      left.set(key(common, remote), refs)
    },
    forget,
  }
}

/** Branches of a remote, and its tags. */
export async function readRefs(
  git: GitProgram,
  common: string,
  remote: string,
): Promise<ReadonlyMap<string, Hex>> {
  const format = '--format=%(objectname) %(symref) %(refname)'
  const patterns = [`refs/remotes/${remote}/`, `refs/gittorrent/${remote}/`]
  const output = await git.run([`--git-dir=${common}`, 'for-each-ref', format, ...patterns], { cwd: common })
  const refs = new Map<string, Hex>()
  for (const line of output.split('\n')) {
    const [oid = '', symref, ...name] = line.split(' ')
    if (oid !== '' && symref === '') refs.set(name.join(' '), oid)
  }
  return refs
}
