import { Option, type Command } from 'commander'
import { resolve } from 'node:path'
import type { SameProject } from '../../shared/model.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'
import { isFile } from './join.ts'
import { tellLeftOut } from './tell-left-out.ts'

interface PublishOptions extends CommonOptions {
  readonly name?: string
  readonly description?: string
  readonly branch?: string[]
  readonly all?: boolean
  readonly relatedTo?: string
}

export function addPublish(program: Command): void {
  withCommon(
    program.command('publish'),
    'gittorrent publish .                          # the branch that is checked out here',
    'gittorrent publish . --branch main --branch next',
    "gittorrent publish ~/hack/kite --all --description 'A kite that flies'",
    'gittorrent publish . --related-to kite        # as heads of a project that is shared already',
  )
    .description('share a git repository with the people around you')
    .argument('<path>', 'a folder with a git repository')
    .option('--name <name>', 'what others see; the name of the folder unless told otherwise')
    .option('--description <text>', 'one line about the project')
    .addOption(
      new Option(
        '--branch <name>',
        'share this branch; repeatable; the current branch unless told otherwise',
      ).argParser((branch: string, branches: string[] = []) => [...branches, branch]),
    )
    .addOption(new Option('--all', 'share every local branch').conflicts('branch'))
    .addOption(
      new Option(
        '--related-to <project>',
        'as heads of that project, with which it has its beginnings in common, instead of a project of its own',
      ).conflicts(['name', 'description']),
    )
    .action(async (path: string, options: PublishOptions) => {
      const { name, description, branch, all, relatedTo, ...common } = options
      const { leftOut, sameProjects, ...result } = await withNode(common, (node) =>
        node.call('publish', {
          ...{ path: resolve(path), name, description, branches: branch, all },
          relatedTo: relatedTo !== undefined && isFile(relatedTo) ? resolve(relatedTo) : relatedTo,
        }),
      )
      print(common, result, [
        relatedTo === undefined
          ? `Published ${result.name} (${result.repoHash})`
          : `Published your heads of ${result.name} (${result.repoHash}); later commits follow by themselves`,
        ...result.heads.map(({ ref, sha }) => `  ${sha.slice(0, 10)} ${ref.replace('refs/heads/', '')}`),
        `Link: ${result.link}`,
      ])
      tellLeftOut(leftOut)
      const [same] = sameProjects
      if (same) process.stderr.write(`gittorrent: ${sameLine(path, result.repoHash, same)}\n`)
    })
}

/** Whoever has the same project already could have these commits as well: one line that says how. */
const sameLine = (
  path: string,
  repoHash: string,
  { name, publisher, repoHash: other, path: joined }: SameProject,
) =>
  `${name} of ${publisher.name} begins with the same commits; ` +
  (joined === null
    ? `to share your commits with those who have that: gittorrent unpublish ${repoHash}, then gittorrent publish ${path} --related-to ${other}`
    : `you joined it in ${joined}: to share your commits with those who have it, gittorrent publish-heads ${other}`)
