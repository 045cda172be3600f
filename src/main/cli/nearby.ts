import { InvalidArgumentError, type Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface NearbyOptions extends CommonOptions {
  readonly wait?: number
}

const MAX_WAIT = 600

function seconds(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= MAX_WAIT))
    throw new InvalidArgumentError(`Give seconds from 0 to ${MAX_WAIT}.`)
  return value
}

export function addNearby(program: Command): void {
  withCommon(program.command('nearby'), 'gittorrent nearby --wait 2')
    .description('list what people on this network share')
    .option('--wait <seconds>', 'listen for this long first', seconds)
    .action(async ({ wait, ...common }: NearbyOptions) => {
      const { projects } = await withNode(common, (node) => node.call('nearby', { wait }))
      const lines = projects.map(
        ({ name, publisher, repoHash, joined, description }) =>
          `${repoHash.slice(0, 10)}  ${name}  by ${publisher.name}${joined ? ' (joined)' : ''}  ${description}`,
      )
      print(common, { projects }, lines.length > 0 ? lines : ['Nobody nearby shares a project yet.'])
    })
}
