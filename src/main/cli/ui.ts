import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import { readRunning } from '../host/running.ts'
import { dataDirOf, print, withCommon, withNode, type CommonOptions } from './command.ts'

export function addUi(program: Command): void {
  withCommon(
    program.command('ui'),
    'gittorrent ui                       # open this address in a browser on the same computer',
    'ssh -L 7413:127.0.0.1:7413 box      # then that of a node elsewhere, started with --ui-port 7413',
  )
    .description("print the address of the running node's UI; whoever has it is you")
    .action(async (options: CommonOptions) => {
      // Through the node, so that one that is just starting is waited for.
      await withNode(options, (node) => node.call('activity', { after: Number.MAX_SAFE_INTEGER }))
      const ui = (await readRunning(dataDirOf(options)))?.ui
      if (!ui) throw noUi()
      print(options, { ui }, [ui])
    })
}

const noUi = () =>
  new AppError(
    'BAD_INPUT',
    'the running node has no UI in a browser',
    'look at its window, or use the commands',
  )
