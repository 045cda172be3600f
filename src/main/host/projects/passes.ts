import type { AppError, ErrorCode } from '../../../shared/errors.ts'

/** What is no fault of a project: the disk, the system, git; with what is told while it is waited for. */
const WAITING: Partial<Record<ErrorCode, string>> = {
  DISK_FULL: 'Waiting for room on the disk',
  PERMISSION: 'Waiting for a folder that may be written',
  SYSTEM_TROUBLE: 'Waiting for the computer to have what is needed',
  GIT_MISSING: 'Waiting for git',
  GIT_BROKE_OFF: 'Waiting for git',
}

/** Of these, only the user can do something. */
const FOR_THE_USER: ReadonlySet<string> = new Set(['DISK_FULL', 'PERMISSION', 'GIT_MISSING'])

/** Whether the same may work a while later: nothing that was fetched is thrown away for it, and it is tried again by itself. */
export const passes = ({ code }: Pick<AppError, 'code'>): boolean => code in WAITING

/** What is being waited for, for people; empty where it doesn't pass. */
export const waitingFor = ({ code }: Pick<AppError, 'code'>): string => WAITING[code] ?? ''

/** Whether who waits for the end of a join is told rather than kept waiting. */
export const isForTheUser = (code: string | undefined): boolean =>
  code !== undefined && FOR_THE_USER.has(code)
