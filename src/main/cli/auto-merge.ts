import { Argument, type Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

const modes = ['off', 'ff', 'clean'] as const
const told = {
  off: 'nothing is merged by itself',
  ff: 'your branch moves forward when nothing of yours is in the way',
  clean: 'what merges without conflict is merged',
} as const

export function addAutoMerge(program: Command): void {
  withCommon(program.command('auto-merge'), 'gittorrent auto-merge kite ff', 'gittorrent auto-merge kite off')
    .description('what happens to your working tree when people whom you trust publish commits')
    .argument('<project>', 'name or repo hash')
    .addArgument(new Argument('<mode>', 'off, ff (forward only) or clean (also merges)').choices(modes))
    .action(async (project: string, mode: (typeof modes)[number], options: CommonOptions) => {
      const result = await withNode(options, (node) => node.call('autoMerge', { project, mode }))
      print(options, result, [`Auto-merge is ${mode}: ${told[mode]}.`])
    })
}
