/** What could be typed next, for the scripts of completion.ts. */
import type { Command } from 'commander'
import { resolve } from 'node:path'
import type { AppState } from '../../shared/model.ts'
import { connectControl } from '../control/connect-control.ts'
import { defaultDataDir } from '../host/default-data-dir.ts'
import { readRunning } from '../host/running.ts'
import { nextWords } from './next-words.ts'

export function addComplete(program: Command): void {
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const found = await nextWords(program, words, () => stateOf(words))
      process.stdout.write(found.map((word) => `${word}\n`).join(''))
    })
}

/** What the running node knows; null where none runs: nobody waits for that while he types. */
async function stateOf(words: readonly string[]): Promise<AppState | null> {
  const at = words.indexOf('--data-dir')
  const dataDir = resolve((at < 0 ? undefined : words[at + 1]) ?? defaultDataDir())
  if (!(await readRunning(dataDir))) return null
  const node = await connectControl(dataDir)
  try {
    return await node.call('status', {})
  } finally {
    node.close()
  }
}
