/** Moves of working trees that are under way, by git directory. */
const busy = new Map<string, Promise<unknown>>()

/** Runs `work` when all before it in the same repository is done: two moves would take each other for an interrupted one. */
export async function oneAtATime<T>(gitDir: string, work: () => Promise<T>): Promise<T> {
  const before = busy.get(gitDir) ?? Promise.resolve()
  const mine = before.then(work, work)
  busy.set(gitDir, mine)
  try {
    return await mine
  } finally {
    if (busy.get(gitDir) === mine) busy.delete(gitDir)
  }
}
