/** What is wrong with the input of a command, in words for people rather than the schema's. */
import type { z } from 'zod'
import { AppError } from '../errors.ts'

/** BAD_INPUT for the first thing that a schema found. */
export function describeIssue(issue: z.core.$ZodIssue | undefined): AppError {
  const [what, action] = issue ? wordsOf(issue) : ['the input is not what was expected', UPDATE]
  return new AppError('BAD_INPUT', what, action)
}

/** No shell of this version sends such a thing. */
const UPDATE = 'update the program that asked'

/** In what people give a number, and how much of the contract's unit that is. */
const UNITS: Readonly<Record<string, readonly [unit: string, size: number]>> = {
  uploadLimit: [' MB/s', 1e6],
  downloadLimit: [' MB/s', 1e6],
  wait: [' seconds', 1],
}

function wordsOf(issue: z.core.$ZodIssue): readonly [what: string, action: string] {
  const name = nameOf(issue.path)
  const [unit, size] = UNITS[String(issue.path[0])] ?? ['', 1]
  const shown = (bound: number | bigint) => `${Number(bound) / size}${unit}`
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string')
        return [`${name} is longer than ${issue.maximum} characters`, 'shorten it']
      if (issue.origin === 'array') return [`${name} are more than ${issue.maximum}`, 'give fewer of them']
      return [`${name} is more than ${shown(issue.maximum)}`, `give at most ${shown(issue.maximum)}`]
    case 'too_small':
      if (issue.origin === 'string') return [`${name} is empty`, 'fill it in']
      return [`${name} is less than ${shown(issue.minimum)}`, `give at least ${shown(issue.minimum)}`]
    case 'invalid_format':
      return [`${name} does not look as it should: ${issue.message}`, 'correct it and try again']
    default:
      return [`${name} is not what was expected`, UPDATE]
  }
}

/** `uploadLimit` is "the upload limit", and one of `branches` is "one of the branches". */
function nameOf([field, ...inner]: readonly PropertyKey[]): string {
  if (field === undefined) return 'the input'
  const words = String(field).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return inner.length > 0 ? `one of the ${words}` : `the ${words}`
}
