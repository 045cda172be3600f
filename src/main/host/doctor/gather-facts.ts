/** Looks at the network and this computer. Takes about two seconds, and changes nothing. */
import { networkInterfaces } from 'node:os'
import { chooseInterfaces } from '../../discovery/choose-interfaces.ts'
import { probeMulticast } from '../../discovery/probe-multicast.ts'
import { probeTcp } from '../../discovery/probe-tcp.ts'
import type { HostContext } from '../context.ts'
import { freeSpace } from '../projects/check-target.ts'
import { isOtherNear } from './deafness.ts'
import type { Facts } from './facts.ts'

const LISTEN = 1_500
const PROBE_TIMEOUT = 1_500
/** Nodes that are called at a time. */
const MAX_CALLED = 8

export async function gatherFacts(context: HostContext): Promise<Facts> {
  const { discovery, nearby, swarm, port, git, settings, dataDir } = context
  const table = networkInterfaces()
  const used = discovery?.interfaces() ?? chooseInterfaces('auto', table)
  const own = Object.values(table).flatMap((infos) => infos?.map(({ address }) => address) ?? [])
  const links = swarm.view().links.filter(({ address }) => isOtherNear(address, own))
  const heard = nearby.heard()
  const people = new Map(
    [
      ...[...nearby.rows().values()].flatMap(({ holders }) => [...holders.values()]),
      ...links.filter((link) => link.port !== 0),
    ].map(({ peerId, name, address, port: at }) => [
      peerId,
      { name: name || peerId.slice(0, 8), address, port: at },
    ]),
  )
  const [multicast, answers, called, free] = await Promise.all([
    Promise.all(used.map((lan) => probeMulticast(lan, own, LISTEN))),
    Promise.all(
      context
        .addresses()
        .map(async (address) => ({ address, ok: await probeTcp(address, port, PROBE_TIMEOUT) })),
    ),
    Promise.all(
      [...people.values()].slice(0, MAX_CALLED).map(async ({ name, address, port: at }) => ({
        name,
        ok: await probeTcp(address, at, PROBE_TIMEOUT),
      })),
    ),
    Promise.all(
      [settings.current.clonesDir, dataDir.path].map(async (folder) => ({
        folder,
        bytes: await freeSpace(folder),
      })),
    ),
  ])
  return {
    ...{ platform: process.platform, discovers: discovery !== null, port, multicast, answers, called, free },
    unused: context
      .availableInterfaces()
      .filter(({ address }) => !address.startsWith('127.') && !used.some((lan) => lan.address === address))
      .map(({ name, address }) => `${name} (${address})`),
    trouble: nearby.trouble,
    heard: heard.size,
    connected: links.length,
    unheard: links.filter(({ peerId }) => !heard.has(peerId)).length,
    otherVersions: context.others.list(new Set(swarm.view().links.map(({ peerId }) => peerId)), Date.now()),
    trackers: [...context.entries.values()].flatMap((entry) =>
      context.announcers
        .view(entry)
        .filter(({ state }) => state === 'answered' || state === 'failed')
        .map(({ url, state }) => ({ host: new URL(url).host, failed: state === 'failed' })),
    ),
    gitVersion: git.name === 'git' ? git.version : null,
  }
}
