/** Puts the rooms together: swarm, directory, projects and the state that shells see. */
import type { Handlers, StateSource } from '../../shared/rpc/server.ts'
import type { Hex } from '../../shared/model.ts'
import { AppError } from '../../shared/errors.ts'
import { PROTOCOL_VERSION } from '../gtp/limits.ts'
import { encodeMetainfo } from '../gtp/metainfo.ts'
import { fetchMetainfo } from '../net/fetch-shared.ts'
import type { PublicSource } from '../net/http/source.ts'
import type { Tracker } from '../tracker/serve.ts'
import { applyLimits, guestRate } from './apply-limits.ts'
import { createActivityLog } from './activity-log.ts'
import type { HostContext, HostDeps } from './context.ts'
import { createGuestRepositories, type GuestRepositories } from './guests/guest-repositories.ts'
import { headsHandlers } from './handlers/heads.ts'
import { historyHandlers } from './handlers/history.ts'
import { nodeHandlers } from './handlers/node.ts'
import { projectHandlers } from './handlers/project.ts'
import { createNearby } from './nearby/create-nearby.ts'
import { bringAllHeads, bringHeads } from './family/bring-heads.ts'
import { followRelatives } from './family/follow.ts'
import { createHearsay } from './family/hearsay.ts'
import { isHome } from './family/members.ts'
import { autoMergeWaiting } from './family/auto-merge.ts'
import { surveySoon } from './family/survey.ts'
import { createTurns } from '../../shared/turns.ts'
import { watchHeads } from './heads/watch-heads.ts'
import { dropPack, makePack } from './packs/make-pack.ts'
import { onPackOffered, onPackRefused } from './packs/on-answer.ts'
import { createOtherVersions, type Met } from './other-versions.ts'
import { createPreviews } from './preview/serve-preview.ts'
import { fail, tellGone } from './projects/fail.ts'
import { goOn, onReferences } from './projects/fetch.ts'
import { isShared } from './projects/is-shared.ts'
import { restoreProjects } from './projects/restore.ts'
import { createRefresh } from './refresh.ts'
import { createStateStore, type StateStore } from './state-store.ts'
import { createQuotaKeeper } from './storage/keep-quota.ts'
import { createSwarm } from './swarm/create-swarm.ts'
import { openAgeClock } from '../store/age-clock.ts'
import { trackersToTell } from './tracker/announce-urls.ts'
import { createAnnouncers } from './tracker/announcers.ts'
import { createNodeTracker } from './tracker/node-tracker.ts'
import { startUpkeep } from './upkeep.ts'
import { inBackground } from './in-background.ts'

export interface Host {
  readonly handlers: Handlers
  readonly state: StateSource & Pick<StateStore, 'overhear'>
  /** The metainfo of a project that this node serves, for plain HTTP; null for any other. */
  metainfo(repoHash: Hex): Uint8Array | null
  /** What others see of it before they join, for plain HTTP; null for what this node doesn't share. */
  preview(repoHash: Hex): Promise<Uint8Array | null>
  /** For plain git over plain HTTP. */
  readonly guests: GuestRepositories
  readonly guestTraffic: NonNullable<PublicSource['guestTraffic']>
  /** For plain HTTP as well. */
  readonly tracker: Tracker
  readonly context: HostContext
  /** Says goodbye to everyone and closes what it opened. */
  stop(): Promise<void>
}

export interface HostOptions {
  /** Seeds the engine's choices. */
  readonly seed: number
  /** Called when a client asked the node to stop. */
  readonly onStop: () => void
}

export async function createHost(deps: HostDeps, options: HostOptions): Promise<Host> {
  const state = createStateStore()
  const activity = await createActivityLog(state, Date.now, deps.dataDir.activity)
  const ages = await openAgeClock(deps.dataDir.clock, Date.now, (text) =>
    activity.add({ kind: 'warning', project: null, person: null, text }),
  )
  await ages.look()
  const context = {
    ...deps,
    state,
    activity,
    ages,
    entries: new Map(),
    reelObjects: new Map(),
    others: createOtherVersions(),
    guestsRead: false,
    publishing: createTurns(),
    closing: new AbortController(),
  } as {
    -readonly [Key in keyof HostContext]: HostContext[Key]
  }

  const meetOther = (met: Met) => {
    const name = met.name || context.nearby.person(met.peerId)?.name || ''
    const told = context.others.meet({ ...met, name }, Date.now())
    if (!told) return
    const text = `${told.text}; ${told.action}`
    activity.add({ kind: 'warning', project: null, person: told.name, text })
  }

  context.nearby = createNearby(
    {
      known: (repo) => context.entries.get(repo)?.known ?? null,
      onHolder: (repo, peer) => {
        if (context.entries.has(repo)) context.swarm.input({ type: 'candidate', repo, peer })
      },
      onHolderGone: (repo, peerId) => context.swarm.input({ type: 'candidate-gone', repo, peerId }),
      onChange: (repo) => {
        refresh.nearby(repo)
        followRelatives(context)
      },
    },
    fetchMetainfo,
    Date.now,
  )

  context.tracker = createNodeTracker(context)
  context.quota = createQuotaKeeper(context)
  context.guests = createGuestRepositories(context)
  context.hearsay = createHearsay(fetchMetainfo, () => followRelatives(context))

  context.swarm = createSwarm(
    {
      peerId: deps.identity.peerId,
      name: deps.settings.current.name,
      port: deps.port,
      agent: `gittorrent/${deps.version} ${PROTOCOL_VERSION}`,
      seed: options.seed,
    },
    deps.transport,
    deps.reels,
    {
      onReferences(repo, info, references) {
        const entry = context.entries.get(repo)
        if (entry) inBackground(context, onReferences(context, entry, info, references), entry)
      },
      onRelative: (repo, at) => context.hearsay.ask(repo, at),
      onReelComplete(reel) {
        context.quota.soon()
        for (const entry of context.entries.values()) {
          const info = [...entry.reels, entry.requested].find((one) => one?.id === reel)
          if (!info) continue
          inBackground(
            context,
            context.reels.finish(info).catch((error: unknown) => fail(context, entry, error)),
            entry,
          )
          inBackground(
            context,
            goOn(context, entry).then(() => context.changed(entry)),
            entry,
          )
          if ([...entry.fetching, entry.requested].some((one) => one?.id === reel))
            inBackground(context, bringHeads(context, entry), entry)
        }
      },
      onStoreFailed(reel, error) {
        for (const entry of context.entries.values()) {
          if (entry.reels.some(({ id }) => id === reel))
            inBackground(context, fail(context, entry, error), entry)
        }
      },
      onPackOffered: (repo, reel, maker) =>
        inBackground(context, onPackOffered(context, repo, reel, maker), context.entries.get(repo)),
      onPackRefused: (repo, text) =>
        inBackground(context, onPackRefused(context, repo, text), context.entries.get(repo)),
      makePack: (question) => makePack(context, question),
      onDropPack: (reel) => inBackground(context, dropPack(context, reel)),
      onOtherVersion: (peerId, name, version) => meetOther({ peerId, name, version }),
      onNotice(kind, repo, peerId, text) {
        const person = peerId === null ? null : (context.nearby.person(peerId)?.name ?? peerId.slice(0, 8))
        activity.add({ kind, project: repo, person, text })
      },
    },
  )

  const refresh = createRefresh(context)
  const announcers = (context.announcers = createAnnouncers(context))
  context.changed = (entry) => {
    refresh.changed(entry)
    announcers.follow()
  }

  applyLimits(context)
  await restoreProjects(context)
  refresh.start()
  const homesAt = (path: string) =>
    [...context.entries.values()].filter((entry) => isHome(entry) && entry.record.path === path)
  const watcher = watchHeads(context, {
    moved: (path) => homesAt(path).forEach((home) => surveySoon(context, home)),
    looked: (path) => {
      homesAt(path).forEach((home) => inBackground(context, autoMergeWaiting(context, home), home))
      // Whom nothing was known of while the repository could not be read.
      followRelatives(context)
    },
    gone: (path) => homesAt(path).forEach((home) => tellGone(context, home)),
    back: (path) =>
      homesAt(path).forEach((home) => inBackground(context, bringAllHeads(context, home), home)),
  })
  watcher.follow()
  const endUpkeep = startUpkeep(context)
  await deps.discovery
    ?.start((event) => {
      if (event.type === 'other-version') return meetOther({ ...event, version: null })
      context.nearby.handle(event)
      if (event.type === 'network-changed') {
        context.swarm.input(event)
        context.announcers.moved()
      }
      if (event.type === 'node-gone') context.swarm.input({ type: 'peer-gone', peerId: event.peerId })
    })
    .catch((error: unknown) => {
      context.nearby.handle({ type: 'trouble', text: AppError.of(error).message })
    })
  context.changed()

  return {
    handlers: {
      ...nodeHandlers(context, options.onStop),
      ...projectHandlers(context),
      ...headsHandlers(context),
      ...historyHandlers(context),
    },
    state,
    context,
    tracker: context.tracker,
    preview: createPreviews(context),
    guests: context.guests,
    guestTraffic: {
      rate: () => guestRate(context),
      reading(some) {
        if (context.guestsRead === some) return
        context.guestsRead = some
        applyLimits(context)
      },
    },
    metainfo(repoHash) {
      const entry = context.entries.get(repoHash)
      if (!entry?.known || !isShared(entry)) return null
      return encodeMetainfo({
        repo: entry.known.repo,
        references: [entry.known.references.bytes],
        trackers: trackersToTell(context, entry),
        createdBy: 'gittorrent',
      })
    },
    async stop() {
      watcher.stop()
      endUpkeep()
      context.quota.stop()
      refresh.stop()
      context.closing.abort()
      for (const entry of context.entries.values()) entry.work.abort()
      context.swarm.stop()
      await Promise.all([deps.discovery?.stop(), announcers.stop()])
      await deps.transport.close()
      await deps.reels.close()
      await deps.projects.close()
      await activity.close()
      state.stop()
    },
  }
}
