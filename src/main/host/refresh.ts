/** Keeps what shells and the network see in line with what the node knows. */
import type { ConnectionView, Project } from '../../shared/model.ts'
import type { HostContext, ProjectEntry } from './context.ts'
import { createDeafness } from './doctor/deafness.ts'
import { isHome } from './family/members.ts'
import { tendLostReels } from './packs/ask-pack.ts'
import { tendRequested } from './packs/tend-requested.ts'
import { tendUnlistedHistory } from './projects/give-up-history.ts'
import { tendHeld } from './projects/resume.ts'
import { advertOf } from './views/advert.ts'
import { nearbyView } from './views/nearby-view.ts'
import { nodeView } from './views/node-view.ts'
import { projectView } from './views/project-view.ts'
import { reelViews } from './views/reel-views.ts'
import { inBackground } from './in-background.ts'

/** How often numbers that move by themselves (progress, rates, peers) are looked at; half as often at rest. Milliseconds. */
const INTERVAL = 500
/** How often the directory is tended, in intervals. */
const TEND_EVERY = 4
/** How often all is looked at where nobody watches, in intervals: what is judged over a time needs looks. */
const UNWATCHED_EVERY = 8

export function createRefresh(context: HostContext) {
  let timer: NodeJS.Timeout | null = null
  let directorySeq = 0
  let advertised = ''
  let turns = 0
  const deafness = createDeafness()
  /** Something may have changed since all was looked at. */
  let stale = false
  /** What still ends while we stop has no one to tell. */
  let stopped = false

  const nearby = (repo: string) => context.state.set('nearby', repo, nearbyView(context, repo))

  const everything = () => {
    stale = false
    const swarm = context.swarm.view()
    const reels = reelViews(context)
    const projects = new Map<string, Project>()
    for (const [hash, entry] of context.entries) {
      if (isHome(entry)) projects.set(hash, projectView(context, entry, reels))
    }
    const connections = new Map<string, ConnectionView>()
    for (const { peerId, name, address, repos } of swarm.links)
      connections.set(peerId, { peerId, name, address, repos })
    context.state.replace('projects', projects)
    context.state.replace('connections', connections)
    const own = context.availableInterfaces().map(({ address }) => address)
    const deafTo = deafness.look(swarm.links, context.nearby.heard(), own, performance.now())
    context.state.set('node', 'self', nodeView(context, swarm, deafTo))
    for (const hash of context.entries.keys()) nearby(hash)
  }

  const advertise = () => {
    const { projects } = advertOf(context, 0)
    const digest = JSON.stringify([context.settings.current.name, projects])
    if (digest === advertised) return
    advertised = digest
    context.discovery?.advertise(advertOf(context, ++directorySeq))
  }

  const changed = (entry?: ProjectEntry) => {
    if (stopped) return
    if (context.state.watched) {
      everything()
      if (entry) nearby(entry.record.repoHash)
    } else stale = true
    advertise()
  }

  return {
    nearby,
    changed,
    start() {
      context.state.onLook(() => stale && !stopped && everything())
      timer = setInterval(() => {
        if (++turns % TEND_EVERY === 0) {
          context.nearby.tend()
          context.announcers.follow()
          for (const entry of context.entries.values()) {
            tendHeld(context, entry, performance.now())
            tendLostReels(context, entry, performance.now())
            inBackground(context, tendRequested(context, entry, performance.now()), entry)
            inBackground(context, tendUnlistedHistory(context, entry, performance.now()), entry)
          }
        }
        stale = true
        if (context.state.watched) {
          if (turns % 2 === 0 || isBusy(context)) changed()
        } else if (turns % UNWATCHED_EVERY === 0) {
          everything()
          advertise()
        }
      }, INTERVAL)
    },
    stop() {
      if (timer) clearInterval(timer)
      stopped = true
    },
  }
}

/** Something is moving, or being made of what has come. */
function isBusy({ swarm, entries }: HostContext): boolean {
  const { rateDown, rateUp } = swarm.view()
  if (rateDown > 0 || rateUp > 0) return true
  for (const { record, phase } of entries.values())
    if (phase !== '' || (record.state !== 'joined' && record.state !== 'failed')) return true
  return false
}
