import { Option, type Command } from 'commander'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'
import { tellLeftOut } from './tell-left-out.ts'

interface PublishHeadsOptions extends CommonOptions {
  readonly branch?: string[]
  readonly all?: boolean
  readonly stop?: boolean
  readonly purge?: boolean
}

const collect = (value: string, before: string[] = []) => [...before, value]

export function addPublishHeads(program: Command): void {
  withCommon(
    program.command('publish-heads'),
    'gittorrent publish-heads kite                 # the branch that is checked out',
    'gittorrent publish-heads kite --all',
    'gittorrent publish-heads kite --stop',
  )
    .description('publish your commits of a joined project: the others fetch them by themselves')
    .argument('<project>', 'name or repo hash')
    .option(
      '--branch <branch>',
      'publish this branch; may be given several times (the current one unless told otherwise)',
      collect,
    )
    .addOption(new Option('--all', 'publish every local branch, later ones too').conflicts('branch'))
    .addOption(new Option('--stop', 'publish them no longer').conflicts(['branch', 'all']))
    .option(
      '--purge',
      'delete here what is not published any more, rather than serve it on (with --stop: forget the list as well)',
    )
    .action(async (project: string, options: PublishHeadsOptions) => {
      const { branch, all, stop, purge, ...common } = options
      if (stop) {
        const result = await withNode(common, (node) => node.call('stopHeads', { project, purge }))
        return print(common, { ...result, alternatives: [], link: '', heads: [] }, [
          'Your heads are no longer published or served; copies that others made remain.',
          purge
            ? 'Their list is forgotten.'
            : 'Published again, the others know them as before (--purge forgets that).',
        ])
      }
      const { leftOut, ...result } = await withNode(common, (node) =>
        node.call('publishHeads', { project, branches: branch, all, purge }),
      )
      print(common, result, [
        'Your heads are published; later commits follow by themselves.',
        ...result.heads.map(({ ref, sha }) => `  ${sha.slice(0, 10)} ${ref.replace('refs/heads/', '')}`),
        ...(purge ? ['All else is deleted here and no longer served; copies that others made remain.'] : []),
        `Link: ${result.link}`,
      ])
      tellLeftOut(leftOut)
    })
}
