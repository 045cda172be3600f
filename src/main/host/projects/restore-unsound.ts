import type { ProjectTrouble } from '../../store/project-trouble.ts'
import type { StoredProject } from '../../store/projects.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { addEntry } from './entry.ts'
import { unsoundError } from './unsound.ts'

/**
 * A project of which files are damaged, or can't be read. What was joined goes on where its record is known: its list comes
 * from peers again, and until then an older one does. What was published waits for its user: by itself the node would sign
 * what an older list names, and that may have been withdrawn.
 * @returns null for a relative that is followed anew when somebody tells of it
 */
export async function restoreUnsound(
  context: HostContext,
  stored: StoredProject,
  trouble: ProjectTrouble,
  all: readonly StoredProject[],
): Promise<ProjectEntry | null> {
  const { known } = stored
  const isOwn = known?.repo.pubkey === context.identity.publicKey
  const record = isOwn ? { ...stored.record, role: 'publisher' as const } : stored.record
  const failed = record.role === 'publisher' || trouble.record
  const error = failed ? unsoundError({ record, known }, trouble) : null
  tell(context, stored, trouble, error?.action ?? 'its list is fetched again from whoever has it')
  if (trouble.record && !isOwn && isRelative(stored, all)) return null
  if (!error) {
    const entry = addEntry(context, record, known)
    if (trouble.kind === 'damaged') await context.projects.saveRecord(record)
    return entry
  }
  const { code, message, action } = error
  const entry = addEntry(context, { ...record, state: 'failed', error: { code, message, action } }, known)
  // What could not be read stays as it is: the next start may find it whole.
  if (trouble.kind === 'damaged') await context.projects.saveRecord(entry.record)
  return entry
}

function tell(
  context: HostContext,
  { record }: StoredProject,
  { text }: ProjectTrouble,
  action: string,
): void {
  const message = `${record.name}: ${text}; ${action}`
  context.activity.add({ kind: 'warning', project: record.repoHash, person: null, text: message })
}

/** Whether it is somebody's heads of another project here. */
const isRelative = ({ record, known }: StoredProject, all: readonly StoredProject[]): boolean =>
  record.role === 'related' ||
  all.some(
    (other) =>
      known?.repo.alternatives.includes(other.record.repoHash) ||
      other.record.people.some(({ repoHash }) => repoHash === record.repoHash),
  )
