import type { DiscoveryState, NodeView } from '../../../shared/model.ts'
import type { EngineView } from '../../engine/types.ts'
import { wordsOf } from '../../gtp/words.ts'
import type { HostContext } from '../context.ts'

/** @param deafTo how many are connected near by though multicast brings word of nobody */
export function nodeView(context: HostContext, swarm: EngineView, deafTo: number): NodeView {
  const { settings, identity, discovery, nearby, git } = context
  return {
    ...settings.current,
    peerId: identity.peerId,
    words: wordsOf(identity.peerId),
    port: context.port,
    dataDir: context.dataDir.path,
    discovery: {
      state: discoveryState(context),
      interfaces: discovery?.interfaces() ?? [],
      lastHeard: nearby.lastHeard,
      message: nearby.trouble || (discovery && deafTo > 0 ? blocked(deafTo) : ''),
    },
    availableInterfaces: context.availableInterfaces(),
    interfacesAreGiven: context.interfacesAreGiven,
    peers: swarm.links.length,
    rateDown: Math.round(swarm.rateDown),
    rateUp: Math.round(swarm.rateUp),
    gitVersion: git.name === 'git' ? git.version : null,
    version: context.version,
    otherVersions: context.others.list(new Set(swarm.links.map(({ peerId }) => peerId)), Date.now()),
  }
}

const blocked = (people: number) =>
  `multicast does not get through on this network: ${people} connected, nobody heard; others find you by your link`

/** By who is heard now: whoever moves to a network that keeps computers apart heard somebody before. */
export function discoveryState({
  discovery,
  nearby,
}: Pick<HostContext, 'discovery' | 'nearby'>): DiscoveryState {
  if (!discovery) return 'off'
  if (nearby.trouble !== '') return 'failed'
  return nearby.heard().size === 0 ? 'listening' : 'live'
}
