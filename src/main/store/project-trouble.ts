/** What is wrong with the files of a project, for people: what happened to which file. */
export interface ProjectTrouble {
  /** `damaged`: a file was set aside. `unread`: it could not be read this time; nothing may be wrong with it. */
  readonly kind: 'damaged' | 'unread'
  /** Whether the record is among what is missing; otherwise only lists are. */
  readonly record: boolean
  readonly text: string
}

/** Gathers what goes wrong while a project is loaded. */
export interface Troubles {
  damaged(text: string, record?: boolean): void
  unread(path: string, error: unknown, record?: boolean): void
  all(): ProjectTrouble | null
}

export function createTroubles(): Troubles {
  const found: ProjectTrouble[] = []
  return {
    damaged: (text, record = false) => void found.push({ kind: 'damaged', record, text }),
    unread(path, error, record = false) {
      const why = (error as NodeJS.ErrnoException).code ?? String(error)
      found.push({ kind: 'unread', record, text: `${path} can't be read (${why})` })
    },
    all: () =>
      found.length === 0
        ? null
        : {
            // What is only unread may be whole: nothing is decided on the disk before that is known.
            kind: found.some(({ kind }) => kind === 'unread') ? 'unread' : 'damaged',
            record: found.some(({ record }) => record),
            text: found.map(({ text }) => text).join('; '),
          },
  }
}
