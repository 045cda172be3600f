/** A project whose files are damaged, or can't be read: it doesn't go on by itself, and nothing of it is removed. */
import { AppError } from '../../../shared/errors.ts'
import type { ProjectRecord } from '../../store/projects.ts'
import type { ProjectTrouble } from '../../store/project-trouble.ts'
import type { ProjectEntry } from '../context.ts'

/** What makes a record one of a sound project again. */
export const SOUND = { state: 'joined', error: null } satisfies Partial<ProjectRecord>

export const isUnsound = ({ record }: ProjectEntry): boolean =>
  record.state === 'failed' && (record.error?.code === 'DAMAGED' || record.error?.code === 'UNREADABLE')

/** Whether no list of it can be used: published again, it is another project to everybody. */
export const isLost = (entry: ProjectEntry): boolean => isUnsound(entry) && entry.known === null

/** Throws where the files may be whole: nothing new takes the place of what can be read the next time. */
export function checkReadable(entry: ProjectEntry | undefined): void {
  const error = entry?.record.error
  if (entry && isLost(entry) && error?.code === 'UNREADABLE')
    throw new AppError('UNREADABLE', error.message, error.action)
}

/** What people are told of it. */
export function unsoundError({ record, known }: UnsoundProject, trouble: ProjectTrouble): AppError {
  const { kind, text } = trouble
  if (kind === 'unread') {
    return new AppError('UNREADABLE', text, 'see to the disk, then start the node again; nothing was removed')
  }
  return new AppError('DAMAGED', text, actionFor(record, known !== null))
}

interface UnsoundProject {
  readonly record: ProjectRecord
  readonly known: unknown
}

function actionFor({ role, of, path }: ProjectRecord, isKnown: boolean): string {
  if (role !== 'publisher')
    return path === '' ? 'join it again' : `join it again, using ${path} if it is there`
  if (of !== null) return 'publish your heads again'
  return isKnown
    ? 'publish it again: who has joined it goes on following it'
    : 'publish it again and tell people the new link; unpublish this one when nothing can be restored'
}
