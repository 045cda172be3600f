import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { processOf } from '../host/running.ts'
import { dataDirOf, print, withCommon, withNode, type CommonOptions } from './command.ts'

/** How long a node gets to say goodbye. Milliseconds. */
const PATIENCE = 15_000
/** Between two looks. Milliseconds. */
const LOOK_EVERY = 50

export function addStop(program: Command): void {
  withCommon(program.command('stop'), 'gittorrent stop')
    .description('end the running node')
    .action(async (options: CommonOptions) => {
      const dataDir = dataDirOf(options)
      const pid = await processOf(dataDir)
      await withNode(options, (node) => node.call('stop', {}))
      if (pid !== null) await untilGone(dataDir, pid)
      print(options, { stopped: true }, ['The node has ended.'])
    })
}

/** Whoever starts a node in the directory then finds it free. */
export async function untilGone(dataDir: string, pid: number, patience = PATIENCE): Promise<void> {
  const until = Date.now() + patience
  while ((await processOf(dataDir)) === pid) {
    if (Date.now() > until) {
      throw new AppError(
        'DATA_DIR_IN_USE',
        `the node (process ${pid}) was told to end, and has not after ${Math.round(patience / 1000)} seconds`,
        'wait a little and try again; if it stays, end that process',
        { pid },
      )
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
