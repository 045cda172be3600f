/** People whose GitTorrent speaks another version of the protocol, so that nothing is exchanged with them. */
import { keepLatest } from '../../shared/keep-latest.ts'
import type { Hex, OtherVersion } from '../../shared/model.ts'
import { MAX_NICKNAME, PROTOCOL_VERSION } from '../gtp/limits.ts'
import { cleanNickname } from '../gtp/text.ts'

/** How long somebody counts since he was last met; he is met each minute where both are in a project. Milliseconds. */
const KEEP = 10 * 60_000
/** Anybody can make up people: the newest are remembered. */
const MAX_OTHERS = 32

export interface Met {
  readonly peerId: Hex
  /** As he says, or as he is known; may be empty. */
  readonly name: string
  /** Null: not known. */
  readonly version: string | null
  /** Whether it is newer than ours, where that is known without a version. */
  readonly newer?: boolean
}

export interface OtherVersions {
  /** @returns what to tell the user, where it is new */
  meet(met: Met, now: number): OtherVersion | null
  /** @param understood peer IDs of those with whom things are exchanged now */
  list(understood: ReadonlySet<Hex>, now: number): readonly OtherVersion[]
}

export function createOtherVersions(): OtherVersions {
  const others = new Map<Hex, { readonly told: OtherVersion; readonly seen: number }>()
  return {
    meet(met, now) {
      const before = others.get(met.peerId)
      const told = describe(met)
      // Two ways lead to one person: the one that tells the version stays.
      const better = before && told.version === null ? before.told : told
      const isNew = !before || (told.version !== null && told.version !== before.told.version)
      keepLatest(others, met.peerId, { told: better, seen: now }, MAX_OTHERS)
      return isNew ? told : null
    },
    list(understood, now) {
      for (const [peerId, { seen }] of others)
        if (understood.has(peerId) || now - seen > KEEP) others.delete(peerId)
      return [...others.values()].map(({ told }) => told)
    },
  }
}

function describe({ peerId, name: said, version: claimed, newer: known }: Met): OtherVersion {
  const name = cleanNickname(said, MAX_NICKNAME, peerId.slice(0, 8))
  const version = claimed !== null && FORM.test(claimed) ? claimed : null
  const newer = known ?? (version === null ? null : isNewer(version))
  const speaks =
    version === null ? 'another version of the protocol than yours' : `${version}, yours ${PROTOCOL_VERSION}`
  const action =
    newer === null ? 'update GitTorrent on both computers' : newer ? 'update yours' : `ask ${name} to update`
  return {
    peerId,
    name,
    version,
    text: `${name}’s GitTorrent speaks ${speaks}: nothing can be exchanged`,
    action,
  }
}

const FORM = /^GTP\/\d{1,3}\.\d{1,3}$/

function isNewer(version: string): boolean {
  const [major = 0, minor = 0] = numbers(version)
  const [ownMajor = 0, ownMinor = 0] = numbers(PROTOCOL_VERSION)
  return major === ownMajor ? minor > ownMinor : major > ownMajor
}

const numbers = (version: string) => version.slice('GTP/'.length).split('.').map(Number)
