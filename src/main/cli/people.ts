import type { Command } from 'commander'
import { AppError } from '../../shared/errors.ts'
import type { RemotePerson } from '../../shared/model.ts'
import type { Client } from '../../shared/rpc/client.ts'
import { print, withCommon, withNode, type CommonOptions } from './command.ts'

interface Negated extends CommonOptions {
  readonly no?: boolean
}

export function addTrust(program: Command): void {
  withCommon(
    program.command('trust'),
    'gittorrent trust kite bob       # after comparing the four words with Bob',
    'gittorrent trust kite bob --no',
  )
    .description("say that somebody's words are right: auto-merge takes from trusted people alone")
    .argument('<project>', 'name or repo hash')
    .argument('<person>', "the remote's name, as status shows it")
    .option('--no', 'take it back')
    .action(async (project: string, person: string, { no, ...common }: Negated) => {
      const trusted = !no
      const found = await withNode(common, async (node) => {
        const one = await personOf(node, project, person)
        await node.call('trust', { peerId: one.peerId, trusted })
        return one
      })
      const { peerId, words } = found
      print(common, { person, peerId, words, trusted }, [
        `${person} (${words}) is ${trusted ? '' : 'not '}trusted`,
      ])
    })
}

export function addMute(program: Command): void {
  withCommon(program.command('mute'), 'gittorrent mute kite carol', 'gittorrent mute kite carol --no')
    .description('fetch nothing of a person')
    .argument('<project>', 'name or repo hash')
    .argument('<person>', "the remote's name, as status shows it")
    .option('--no', 'fetch again')
    .action(async (project: string, person: string, { no, ...common }: Negated) => {
      const muted = !no
      await withNode(common, (node) => node.call('mute', { project, person, muted }))
      print(common, { person, muted }, [`${person} is ${muted ? 'muted' : 'fetched again'}`])
    })
}

async function personOf(node: Client, project: string, person: string): Promise<RemotePerson> {
  const { remotes, name } = await node.call('project', { project })
  const found = remotes.find((remote) => remote.person === person)
  if (found) return found
  const names = remotes.map((remote) => remote.person).join(', ') || 'nobody'
  throw new AppError('BAD_INPUT', `${name} has no remote ${person}`, `its people are: ${names}`)
}
