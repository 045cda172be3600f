import type { Command } from 'commander'
import type { AppState, Project } from '../../shared/model.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

export function addStatus(program: Command): void {
  withCommon(
    program.command('status'),
    'gittorrent status',
    "gittorrent status --json | jq -r '.projects[].name'",
  )
    .description('show this node, its projects and its connections')
    .action(async (options: CommonOptions) => {
      const state = await withNode(options, (node) => node.call('status', {}))
      const { self } = state.node
      print(options, statusJson(state), [
        `${self.name} (${self.words}), port ${self.port}, discovery ${self.discovery.state}, ${self.peers} ${self.peers === 1 ? 'peer' : 'peers'}`,
        ...Object.values(state.projects).map(line),
        ...self.otherVersions.map(({ text, action }) => `  ${text}; ${action}`),
      ])
    })
}

const line = ({ name, role, state, progress, path, transfer }: Project) =>
  `  ${name}  ${role === 'publisher' ? 'published' : state}${state === 'joined' ? '' : ` ${Math.round(progress * 100)} %`}  ${path}  ` +
  `${(transfer.downloaded / 1e6).toFixed(1)} MB down, ${(transfer.uploaded / 1e6).toFixed(1)} MB up`

/** The state in the stable shape of the command line. */
const statusJson = ({ node, projects, connections }: AppState) => ({
  node: node.self,
  projects: Object.values(projects),
  connections: Object.values(connections),
})
