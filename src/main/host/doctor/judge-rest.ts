import { isIPv6 } from 'node:net'
import { bytes } from '../../../shared/format.ts'
import { sentences } from '../../../shared/text.ts'
import { PROTOCOL_VERSION } from '../../gtp/limits.ts'
import { hostAndPort } from '../../net/address.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './judge.ts'

/** Below this there is hardly room for a project. Bytes. */
const LITTLE = 1e9

export function judgeVersions({ otherVersions }: Facts): Finding {
  const is = { id: 'versions', title: 'Versions' } as const
  if (otherVersions.length === 0)
    return { ...is, state: 'ok', text: `Nobody was met who speaks another version than ${PROTOCOL_VERSION}.` }
  return {
    ...is,
    state: 'warning',
    text: sentences(...otherVersions.map(({ text }) => text)),
    hint: sentences(...new Set(otherVersions.map(({ action }) => action))),
  }
}

export function judgeTrackers({ trackers }: Facts): Finding {
  const is = { id: 'trackers', title: 'Trackers' } as const
  const failed = trackers.filter((tracker) => tracker.failed)
  if (trackers.length === 0)
    return { ...is, state: 'unknown', text: 'None are used: they help where multicast does not get through.' }
  if (failed.length === 0) return { ...is, state: 'ok', text: `All of ${trackers.length} answer.` }
  const names = [...new Set(failed.map(({ host }) => host))].join(', ')
  return {
    ...is,
    state: failed.length < trackers.length ? 'ok' : 'warning',
    text: `No answer from ${names}.`,
    hint:
      failed.length < trackers.length
        ? ''
        : 'They are asked again by themselves; people are found in other ways meanwhile.',
  }
}

export const judgeGit = ({ gitVersion }: Facts): Finding =>
  gitVersion !== null
    ? { id: 'git', title: 'Git', state: 'ok', text: `git ${gitVersion}.` }
    : {
        ...{ id: 'git', title: 'Git', state: 'warning' },
        text: "No git program was found: the one built in is good for projects up to some 50 MB, and follows nobody's commits.",
        hint: 'Install git 2.25 or newer, and start again.',
      }

export function judgeDisk({ free }: Facts): Finding {
  const is = { id: 'disk', title: 'Disk' } as const
  const little = free.filter((place) => place.bytes < LITTLE)
  const text = free.map((place) => `${bytes(place.bytes)} free for ${place.folder}`).join(', ')
  if (little.length === 0) return { ...is, state: 'ok', text: `${text}.` }
  return {
    ...is,
    state: 'warning',
    text: `${text}.`,
    hint: 'Free some space before you join something large.',
  }
}

/** Whether this node answers at its IPv6 addresses; whether others get through to them, only they can tell. */
export function judgeIpv6({ answers, port }: Facts): Finding {
  const is = { id: 'ipv6', title: 'IPv6' } as const
  const places = answers.filter(({ address }) => isIPv6(address))
  if (places.length === 0)
    return { ...is, state: 'unknown', text: 'No address that could be in a link. Nothing here needs it.' }
  const named = (some: Facts['answers']) => some.map(({ address }) => hostAndPort(address, port)).join(', ')
  const shut = places.filter(({ ok }) => !ok)
  return shut.length === 0
    ? { ...is, state: 'ok', text: `This node answers at ${named(places)}, which links name.` }
    : { ...is, state: 'warning', text: `This node does not answer at ${named(shut)}.` }
}
