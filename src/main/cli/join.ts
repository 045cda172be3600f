import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface JoinOptions extends CommonOptions {
  readonly into?: string
  readonly wait?: boolean
}

export function addJoin(program: Command): void {
  withCommon(program.command('join'))
    .description("join a project's swarm and get a normal clone of it")
    .argument('<target>', 'repo hash, name, gittorrent: link, or .gittorrent file')
    .option('--into <dir>', 'the folder of the clone; must not exist, or be empty')
    .option('--wait', 'come back when it is joined')
    .action(async (target: string, { into, wait, ...common }: JoinOptions) => {
      const result = await withNode(common, (node) =>
        node.call('join', {
          target: isFile(target) ? resolve(target) : target,
          into: into === undefined ? undefined : resolve(into),
          wait: wait ? 'joined' : 'none',
        }),
      )
      const done = result.state === 'joined'
      print(common, result, [
        done ? `${result.name} is in ${result.path}` : `Joining ${result.name} into ${result.path}`,
      ])
    })
}

/** The node's working directory is not the user's: a file is named to it by its whole path. */
const isFile = (target: string) =>
  target.endsWith('.gittorrent') && (target.includes('/') || existsSync(target))
