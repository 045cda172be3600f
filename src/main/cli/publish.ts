import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'
import { tellLeftOut } from './tell-left-out.ts'

interface PublishOptions extends CommonOptions {
  readonly name?: string
  readonly description?: string
  readonly branch?: string[]
  readonly all?: boolean
}

const collect = (value: string, before: string[] = []) => [...before, value]

export function addPublish(program: Command): void {
  withCommon(program.command('publish'))
    .description('share a git repository: makes its metainfo, seeds it and advertises it')
    .argument('<path>', 'the repository, or a folder in it')
    .option('--name <name>', "the project's name; its folder's unless told otherwise")
    .option('--description <text>', 'one line that says what it is')
    .option(
      '--branch <branch>',
      'share this branch; may be given several times (the current one unless told otherwise)',
      collect,
    )
    .addOption(new Option('--all', 'share every local branch').conflicts('branch'))
    .action(async (path: string, { name, description, branch, all, ...common }: PublishOptions) => {
      const { leftOut, ...result } = await withNode(common, (node) =>
        node.call('publish', { path: resolve(path), name, description, branches: branch, all }),
      )
      print(common, result, [
        `${result.name} is shared.`,
        ...result.heads.map(({ ref, sha }) => `  ${sha.slice(0, 10)} ${ref.replace('refs/heads/', '')}`),
        `Link: ${result.link}`,
      ])
      tellLeftOut(leftOut)
    })
}
