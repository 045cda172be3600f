import type { Command } from 'commander'
import type { Activity } from '../../shared/model.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface ActivityOptions extends CommonOptions {
  readonly follow?: boolean
}

/** How often a follower asks what is new. Milliseconds. */
const ASK_EVERY = 300

export function addActivity(program: Command): void {
  withCommon(program.command('activity'), 'gittorrent activity --follow')
    .description('what arrived, was merged, failed')
    .option('--follow', 'go on until stopped; with --json one value for each event')
    .action(async ({ follow, ...common }: ActivityOptions) => {
      await withNode(common, async (node) => {
        const { events } = await node.call('activity', {})
        if (!follow) return print(common, { events }, events.flatMap(lines))
        for (let seen = events, last = 0; ; { events: seen } = await node.call('activity', { after: last })) {
          for (const event of seen) print(common, event, lines(event))
          last = seen.at(-1)?.id ?? last
          await new Promise((resolve) => setTimeout(resolve, ASK_EVERY))
        }
      })
    })
}

const lines = ({ time, text, details = [] }: Activity): string[] => [
  `${new Date(time).toLocaleString()}  ${text}`,
  ...details.map((detail) => `    ${detail}`),
]
