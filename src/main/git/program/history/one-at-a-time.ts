import { createTurns, type Turns } from '../../../../shared/turns.ts'

/** By git directory; a node has few. */
const moves = new Map<string, Turns>()

/** Runs `work` when all before it in the same repository is done: two moves would take each other for an interrupted one. */
export function oneAtATime<T>(gitDir: string, work: () => Promise<T>): Promise<T> {
  const turns = moves.get(gitDir) ?? createTurns()
  moves.set(gitDir, turns)
  return turns(work)
}
