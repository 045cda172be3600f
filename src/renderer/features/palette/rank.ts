import { textOf, type Command } from './command.ts'
import { match, type Range } from './match.ts'

export interface Found {
  readonly command: Command
  readonly ranges: readonly Range[]
}

export interface Section {
  readonly title: Command['group']
  readonly found: readonly Found[]
}

/** Commands of a group that are shown; who looks for more types more. */
const MAX_SHOWN = 8

/** The commands that fit what is typed, the best of each group first; in their own order where nothing is typed. */
export function rank(commands: readonly Command[], query: string): readonly Section[] {
  const fitting = commands.flatMap((command) => {
    const found = match(query, textOf(command))
    return found ? [{ command, ...found }] : []
  })
  return (['Do', 'Go to'] as const).flatMap((title) => {
    const found = fitting
      .filter(({ command }) => command.group === title)
      .sort((a, b) => a.cost - b.cost)
      .slice(0, MAX_SHOWN)
    return found.length > 0 ? [{ title, found }] : []
  })
}
