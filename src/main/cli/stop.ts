import type { Command } from 'commander'
import { readRunning } from '../host/running.ts'
import { dataDirOf, print, withCommon, withNode, type CommonOptions } from './command.ts'

/** How long a node gets to say goodbye. Milliseconds. */
const PATIENCE = 15_000

export function addStop(program: Command): void {
  withCommon(program.command('stop'))
    .description('end the running node')
    .action(async (options: CommonOptions) => {
      await withNode(options, (node) => node.call('stop', {}))
      const until = Date.now() + PATIENCE
      while ((await readRunning(dataDirOf(options))) && Date.now() < until) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      print(options, { stopped: true }, ['The node has ended.'])
    })
}
