import { expect } from 'vitest'
import { MAX_PATH } from '../../../src/main/git/program/history/find-entry.ts'
import type { History } from '../../../src/main/git/history-types.ts'

/** Looks at all that the window shows of a clone: history, changes, each folder and each file. */
export async function browse(history: History, path: string, ref = 'HEAD'): Promise<void> {
  const repository = await history.open(path)
  const { commits } = await history.page(repository, { from: [ref], skip: 0, limit: 50 })
  for (const { sha } of commits) await history.commit(repository, sha)
  await history.find(repository, { from: [ref], text: 'forged', limit: 10 })
  await history.tags(repository)
  await history.workingTree(repository)
  const folders = ['']
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    await history.lastCommits(repository, { ref, path: at })
    const { entries } = await history.tree(repository, { ref, path: at })
    for (const { name, kind } of entries) {
      const full = at === '' ? name : `${at}/${name}`
      if (kind === 'folder') folders.push(full)
      // Longer ones are on no disk, and listed by their beginning.
      else if (Buffer.byteLength(full) < MAX_PATH - 100) {
        // A link is shown, and never followed.
        const shown = await history.file(repository, { ref, path: full })
        if (kind === 'link') expect(shown.kind).toMatch(/link|too large/)
      }
    }
  }
}
