import type { Command, Option } from 'commander'
import type { AppState } from '../../shared/model.ts'

/**
 * Words that may stand where the last of `words` is being typed; none where only the shell knows (files), or nobody does.
 * @param words what was typed after the program's name; the last may be empty
 * @param state what a node knows, asked for only where it matters
 */
export async function nextWords(
  program: Command,
  words: readonly string[],
  state: () => Promise<AppState | null>,
): Promise<readonly string[]> {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const possible = await possibleWords(program, before, typed, state)
  return possible.filter((word) => word.startsWith(typed) && !/[\p{Cc}]/u.test(word))
}

async function possibleWords(
  program: Command,
  before: readonly string[],
  typed: string,
  state: () => Promise<AppState | null>,
): Promise<readonly string[]> {
  const command = program.commands.find((one) => one.name() === before[0])
  if (before.length === 0) {
    if (typed.startsWith('-')) return ['--help', '--version']
    return program
      .createHelp()
      .visibleCommands(program)
      .map((one) => one.name())
  }
  if (!command) return []
  const value = valueOf(command, before.at(-1) ?? '')
  if (value) return value.argChoices ?? []
  if (typed.startsWith('-')) return [...longOptions(command), '--help']
  const places = before.slice(1).filter((word, index, all) => {
    return !word.startsWith('-') && !valueOf(command, all[index - 1] ?? '')
  })
  const argument = command.registeredArguments[places.length]
  if (!argument) return []
  if (argument.argChoices) return argument.argChoices
  return namesFor(argument.name(), places, state)
}

/** The option whose value comes next, if a word is one that takes one. */
const valueOf = (command: Command, word: string): Option | undefined =>
  command.options.find((option) => (option.required || option.optional) && option.long === word)

const longOptions = (command: Command): readonly string[] =>
  command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []))

async function namesFor(
  argument: string,
  places: readonly string[],
  state: () => Promise<AppState | null>,
): Promise<readonly string[]> {
  if (!['project', 'target', 'person'].includes(argument)) return []
  const known = await state()
  if (!known) return []
  const projects = Object.values(known.projects)
  if (argument === 'project') return projects.map(({ name }) => name)
  if (argument === 'target') {
    const others = Object.values(known.nearby).filter(
      ({ goneSince, joined }) => goneSince === null && !joined,
    )
    return [...new Set(others.map(({ name }) => name))]
  }
  const named = projects.filter(({ name, repoHash }) => name === places[0] || repoHash === places[0])
  return named.flatMap(({ remotes }) => remotes.map(({ person }) => person))
}
