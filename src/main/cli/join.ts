import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { Option, type Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface JoinOptions extends CommonOptions {
  readonly into?: string
  readonly use?: string
  readonly wait?: boolean
  readonly waitUsable?: boolean
}

export function addJoin(program: Command): void {
  withCommon(
    program.command('join'),
    'gittorrent join kite                            # by the name that nearby shows',
    'gittorrent join kite --into ~/hack/kite --wait  # and come back when it is there',
    'gittorrent join kite --use ~/code/kite          # you have a clone: only the rest is downloaded',
    "gittorrent join 'gittorrent://10.0.4.27:7411/6b3a…?name=kite'",
  )
    .description("join a project's swarm and get a normal clone of it")
    .argument('<target>', 'repo hash, name, gittorrent: link, or .gittorrent file')
    .option('--into <dir>', 'the folder of the clone; must not exist, or be empty')
    .addOption(
      new Option(
        '--use <dir>',
        'a repository that has some of it already (from elsewhere): only the rest is downloaded',
      ).conflicts('into'),
    )
    .option('--wait', 'come back when it is joined')
    .option('--wait-usable', 'come back when there is a working tree; the history may still be on its way')
    .action(async (target: string, { into, use, wait, waitUsable, ...common }: JoinOptions) => {
      const result = await withNode(common, (node) =>
        node.call('join', {
          target: isFile(target) ? resolve(target) : target,
          into: into === undefined ? undefined : resolve(into),
          use: use === undefined ? undefined : resolve(use),
          wait: wait ? 'joined' : waitUsable ? 'usable' : 'none',
        }),
      )
      print(common, result, [told(result)])
    })
}

function told({ name, path, state }: { name: string; path: string; state: string }): string {
  if (state === 'joined') return `${name} is in ${path}`
  if (state === 'usable') return `${name} is in ${path}; you can work now, its history is on the way`
  return `Joining ${name} into ${path}`
}

/** The node's working directory is not the user's: a file is named to it by its whole path. */
export const isFile = (target: string) =>
  target.endsWith('.gittorrent') && (target.includes('/') || existsSync(target))
