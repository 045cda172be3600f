/**
 * Errors that people read. Each says what happened and what to do next, and survives the wire.
 * `code` is for programs and tests, `message` and `action` are for people.
 */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'BAD_METAINFO'
  | 'BAD_SIGNATURE'
  | 'BAD_REFERENCES'
  | 'BAD_PACK'
  | 'NOT_RELATED'
  | 'MERGE_BUILT_ON'
  | 'DIRTY_TREE'
  | 'BRANCH_EXISTS'
  | 'NOT_A_REPOSITORY'
  | 'NO_COMMITS'
  | 'NO_SUCH_BRANCH'
  | 'NO_SUCH_COMMIT'
  | 'NO_SUCH_FILE'
  | 'SHALLOW_REPOSITORY'
  | 'UNSUPPORTED_FORMAT'
  | 'GIT_FAILED'
  | 'GIT_BROKE_OFF'
  | 'GIT_MISSING'
  | 'TARGET_NOT_EMPTY'
  | 'UNKNOWN_PROJECT'
  | 'AMBIGUOUS_PROJECT'
  | 'ALREADY_JOINED'
  | 'NOT_YOURS'
  | 'NO_PEERS'
  | 'OTHER_VERSION'
  | 'NO_PROGRAM'
  | 'TRACKER_FAILED'
  | 'DISK_FULL'
  | 'PERMISSION'
  | 'SYSTEM_TROUBLE'
  | 'CANCELLED'
  | 'DAMAGED'
  | 'UNREADABLE'
  | 'NODE_NOT_RUNNING'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_NEWER'
  | 'PORT_IN_USE'
  | 'NETWORK_TROUBLE'
  | 'TOO_LARGE'
  | 'INTERNAL'

/** What a system says that has no files, processes or memory left for the moment, or whose disk fails. */
const TROUBLE: ReadonlySet<unknown> = new Set(['EMFILE', 'ENFILE', 'EIO', 'EAGAIN', 'EBUSY', 'ENOMEM'])

/** An AppError as it crosses a wire. */
export interface ErrorShape {
  readonly code: ErrorCode
  readonly message: string
  readonly action: string
  readonly data?: Readonly<Record<string, unknown>>
}

export class AppError extends Error {
  override readonly name = 'AppError'

  /**
   * @param code   for programs
   * @param message what happened, no full stop at the end ("/tmp/x is not a git repository")
   * @param action  what to do next, in the imperative ("choose another folder, or run git init there")
   * @param data    facts for programs, JSON only
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly action: string,
    readonly data: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
  }

  toJSON(): ErrorShape {
    return { code: this.code, message: this.message, action: this.action, data: this.data }
  }

  static from(shape: ErrorShape): AppError {
    return new AppError(shape.code, shape.message, shape.action, shape.data)
  }

  /** Whatever was thrown, as an AppError: an unforeseen one keeps its text and asks for a report. */
  static of(thrown: unknown): AppError {
    if (thrown instanceof AppError) return thrown
    const errno = (thrown as { code?: unknown } | null)?.code
    if (errno === 'ENOSPC' || errno === 'EDQUOT') {
      return new AppError('DISK_FULL', 'the disk is full', 'free some space and try again')
    }
    if (errno === 'EACCES' || errno === 'EPERM' || errno === 'EROFS') {
      const path = String((thrown as { path?: unknown }).path ?? 'a file')
      return new AppError('PERMISSION', `${path} can't be written`, 'choose a folder that you may write to')
    }
    const text = thrown instanceof Error ? thrown.message : String(thrown)
    if (TROUBLE.has(errno)) {
      return new AppError(
        'SYSTEM_TROUBLE',
        `the computer is short of something, or a disk stumbles (${text})`,
        'close some programs, and see to the disk if it stays',
      )
    }
    return new AppError('INTERNAL', text, 'try again; if it stays, report it with the lines before it')
  }
}
