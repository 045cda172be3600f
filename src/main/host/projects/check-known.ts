import { verifyReferences } from '../../gtp/references/verify-references.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import type { StoredProject } from '../../store/projects.ts'
import type { Known } from '../read-metainfo.ts'

/** What the disk holds of a project's list, verified again; null where there is none, or a damaged one. */
export function checkKnown({ known }: StoredProject): Known | null {
  if (!known) return null
  try {
    const repo = decodeRepoInfo(known.info)
    return { info: known.info, repo, references: verifyReferences(known.references, repo) }
  } catch {
    return null // a damaged file; peers have it
  }
}
