/** What a run is measured by. Times in virtual milliseconds, bytes as they stand for real ones. */
import { isComplete } from '../src/main/engine/state.ts'
import type { ReelInfo } from '../src/main/gtp/types.ts'
import type { TrackerFigures } from './announcing.ts'
import type { Member } from './campus.ts'

/** A block of 1 KiB stands for one of 256 KiB. */
const WEIGHT = 256

export interface Figures {
  /** From a peer's first arrival until it had all of its project, sorted; and how many never had. */
  readonly completions: readonly number[]
  readonly incomplete: number
  /** From a commit until somebody who was there had it, sorted; and arrivals that were still due at the end. */
  readonly arrivals: readonly number[]
  readonly missing: number
  /** Connections of each peer that was there at the end, sorted, and torrents that it took part in. */
  readonly links: readonly number[]
  readonly torrents: readonly number[]
  readonly tracker: TrackerFigures
  /** Bytes of blocks that came in vain, as a share of those that were needed. */
  readonly duplicates: number
  readonly bytes: number
  readonly present: number
  readonly commits: number
}

export interface Measuring {
  arrived(member: Member): void
  /** It has the project from the beginning. */
  holds(member: Member): void
  complete(member: Member, reel: string): void
  published(member: Member, reel: ReelInfo): void
  hasWhole(member: Member): boolean
  figures(members: readonly Member[], tracker: TrackerFigures): Figures
}

export function createMeasuring(now: () => number): Measuring {
  const begun = new Map<Member, number>()
  const whole = new Set<Member>()
  const completions: number[] = []
  const arrivals: number[] = []
  const commits = new Map<string, { readonly at: number; readonly by: Member }>()
  let needed = 0

  const hasProject = ({ node, family }: Member) =>
    family.project.reels.every(({ info }) => {
      const reel = node.engine.reels.get(info.id)
      return reel !== undefined && isComplete(reel)
    })

  return {
    arrived: (member) => void begun.set(member, now()),
    holds: (member) => void whole.add(member),
    complete(member, id) {
      needed += member.node.engine.reels.get(id)?.info.bytes ?? 0
      const made = commits.get(id)
      if (made && member.presentSince <= made.at) arrivals.push(now() - made.at)
      if (whole.has(member) || !hasProject(member)) return
      whole.add(member)
      completions.push(now() - begun.get(member)!)
    },
    published: (by, { id }) => void commits.set(id, { at: now(), by }),
    hasWhole: (member) => whole.has(member),
    figures(members, tracker) {
      const present = members.filter((member) => member.present)
      const byNumber = (a: number, b: number) => a - b
      const received = members.reduce((sum, { node }) => sum + node.received, 0)
      let missing = 0
      for (const [id, { by }] of commits) {
        for (const { node, family } of present) {
          if (family !== by.family) continue
          const reel = node.engine.reels.get(id)
          if (!reel || !isComplete(reel)) missing++
        }
      }
      return {
        completions: completions.sort(byNumber),
        incomplete: present.filter((member) => !whole.has(member)).length,
        arrivals: arrivals.sort(byNumber),
        missing,
        links: present.map(({ node }) => node.engine.links.size).sort(byNumber),
        torrents: present.map(({ node }) => node.engine.repos.size).sort(byNumber),
        tracker,
        duplicates: received / needed - 1,
        bytes: received * WEIGHT,
        present: present.length,
        commits: commits.size,
      }
    },
  }
}
