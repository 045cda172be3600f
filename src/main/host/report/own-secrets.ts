import { readFile } from 'node:fs/promises'
import { layoutOf } from '../../store/data-dir.ts'
import { readRunning } from '../running.ts'

/** What of a data directory must be in no report: each line of the key, and the token of the UI that runs. */
export async function ownSecrets(dataDir: string): Promise<readonly string[]> {
  const pem = await readFile(layoutOf(dataDir).identity, 'utf8').catch(() => '')
  const lines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'))
  const token = /#token=(.+)$/.exec((await readRunning(dataDir))?.ui ?? '')?.[1]
  return token === undefined ? lines : [...lines, token]
}
