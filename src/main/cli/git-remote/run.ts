/** git's remote helper, as git starts it: git-remote-gittorrent REMOTE LINK. */
import { resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import { printError } from '../command.ts'
import { defaultDataDir } from '../../host/default-data-dir.ts'
import { isFile } from '../join.ts'
import { bring } from './bring.ts'
import { createSay } from './say.ts'
import { serveHelper } from './serve.ts'
import { stdinLines } from './stdin-lines.ts'
import { useNode } from './use-node.ts'

/** As git itself leaves when it can't go on. */
const FATAL = 128

/**
 * @param argv       as process.argv
 * @param uploadPack connects a repository with our standard input and output; gives the exit status
 * @returns the exit status
 */
export async function runHelper(
  argv: readonly string[],
  uploadPack: (repository: string) => Promise<number>,
): Promise<number> {
  try {
    const link = argv[3] ?? argv[2]
    if (link === undefined) throw notByHand()
    const target = isFile(link) ? resolve(link) : link
    const repository = await serveHelper(stdinLines, async ({ progress, verbosity }) => {
      const shows = { progress: progress ?? process.stderr.isTTY === true, quiet: verbosity === 0 }
      const say = createSay((text) => void process.stderr.write(text), shows)
      try {
        return await useNode(resolve(defaultDataDir()), say, (node) => bring(node, target, say))
      } finally {
        say.end()
      }
    })
    return repository === null ? 0 : await uploadPack(repository)
  } catch (error) {
    printError(error)
    return FATAL
  }
}

const notByHand = () =>
  new AppError('BAD_INPUT', 'this program is started by git', 'type git clone and a gittorrent: link')
