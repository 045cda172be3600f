import { projectRecordSchema, type ProjectRecord } from './project-record.ts'

/** Without these nobody knows what a record was of: its project does not go on by itself. */
const ESSENTIAL = ['role', 'of', 'path', 'state', 'remote', 'stopped', 'people'] as const

export interface Salvaged {
  readonly fields: Partial<ProjectRecord>
  /** Whether all that decides what is done is among them. */
  readonly isEnough: boolean
}

/** The fields of a damaged record that can still be read, each by itself. */
export function salvageRecord(text: string): Salvaged {
  const [found, isWhole] = parse(text)
  const fields = Object.fromEntries(
    Object.entries(projectRecordSchema.shape).flatMap(([name, schema]) => {
      const field = name in found ? schema.safeParse(found[name]) : null
      return field?.success ? [[name, field.data]] : []
    }),
  ) as Partial<ProjectRecord>
  return { fields, isEnough: isWhole && ESSENTIAL.every((name) => fields[name] !== undefined) }
}

function parse(text: string): [Record<string, unknown>, boolean] {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return [value as Record<string, unknown>, true]
  } catch {
    // Cut off, or overwritten in part: the lines that are whole may tell enough.
  }
  return [Object.fromEntries(text.split('\n').flatMap(parseLine)), false]
}

/** A line of a record as this node writes it, with a value that needs no other line. */
function parseLine(line: string): [string, unknown][] {
  const [, name, value] = /^ {2}"(\w+)": (.+?),?$/.exec(line) ?? []
  if (name === undefined || value === undefined) return []
  try {
    return [[name, JSON.parse(value)]]
  } catch {
    return []
  }
}
