/** What the host's verbs work on. Made once by create-host.ts. */
import type { Hex, OpenWith } from '../../shared/model.ts'
import type { Discovery } from '../discovery/types.ts'
import type { Git } from '../git/types.ts'
import type { ReelInfo, VerifiedReferences } from '../gtp/types.ts'
import type { AgeClock } from '../store/age-clock.ts'
import type { DataDir } from '../store/data-dir.ts'
import type { Identity } from '../store/identity.ts'
import type { ProjectRecord, ProjectsStore } from '../store/projects.ts'
import type { ReelStore } from '../store/reels.ts'
import type { SettingsFile } from '../store/settings.ts'
import type { Transport } from '../net/types.ts'
import type { ActivityLog } from './activity-log.ts'
import type { Turns } from '../../shared/turns.ts'
import type { GuestRepositories } from './guests/guest-repositories.ts'
import type { OtherVersions } from './other-versions.ts'
import type { Nearby } from './nearby/create-nearby.ts'
import type { Known } from './read-metainfo.ts'
import type { StateStore } from './state-store.ts'
import type { Hearsay } from './family/hearsay.ts'
import type { StrangerBudget } from './family/stranger-budget.ts'
import type { Survey } from './family/survey.ts'
import type { QuotaKeeper } from './storage/keep-quota.ts'
import type { Swarm } from './swarm/create-swarm.ts'
import type { Announcers } from './tracker/announcers.ts'
import type { Tracker } from '../tracker/serve.ts'

/** What the outside gives to a host; tests give in-memory ones. */
export interface HostDeps {
  readonly dataDir: DataDir
  readonly identity: Identity
  readonly settings: SettingsFile
  readonly projects: ProjectsStore
  readonly reels: ReelStore
  readonly git: Git
  readonly transport: Transport
  /** Null: started without discovery. */
  readonly discovery: Discovery | null
  /** The port that peers reach us at. */
  readonly port: number
  /** IP literals of this machine where others find this node, best first. */
  readonly addresses: () => readonly string[]
  /** Network interfaces of this machine, to choose from; and whether who started the node has chosen. */
  readonly availableInterfaces: () => readonly { readonly name: string; readonly address: string }[]
  readonly interfacesAreGiven: boolean
  readonly version: string
  /** Opens a folder on the desktop. @returns the program's name; throws NO_PROGRAM */
  readonly openWith: (what: OpenWith, folder: string) => Promise<string>
}

/** The way to somebody's newest heads. */
export interface Plan {
  /** Of the references that it leads to. */
  readonly digest: Hex
  readonly reels: readonly ReelInfo[]
  /** Made of what is remembered alone; when it fails, the repository is asked. */
  readonly remembered: boolean
}

/** A project as this node runs it. */
export interface ProjectEntry {
  record: ProjectRecord
  known: Known | null
  /** Reels that are open in the engine for it. */
  reels: readonly ReelInfo[]
  /** What is being done, for people; empty at rest. */
  phase: string
  /** 0 to 1 of turning the reels into a clone. */
  cloning: number
  /** References that came while a clone was being made of older ones: their turn is afterwards. */
  newer: { readonly info: Uint8Array; readonly references: VerifiedReferences } | null
  /** Settles when the clone, or its history, that is being made is done or given up; null when none is. */
  making: Promise<void> | null
  /** Settles when the project, which is being left, is gone; null while it stays. */
  leaving: Promise<void> | null
  /** Ends the work under way. */
  work: AbortController
  /** What was found in the repository when it was last looked at; see family/survey.ts. */
  survey: Survey | null
  /** Bringing heads into its repository, and looking at it: one at a time each. */
  readonly bringing: Turns
  readonly surveying: Turns
  /** Why heads can't be followed, or published, at the moment; empty when they are. */
  trouble: string
  /** Since when something is in the way of its heads that should pass by itself; null: nothing is. Milliseconds. */
  waitingSince: number | null
  /** Another try to bring them that is about to come. */
  retry: NodeJS.Timeout | null
  /** Reels of the newest references that are being fetched to bring a remote up to date. */
  fetching: readonly ReelInfo[]
  /** The way to the references of a digest, so that it is not looked for again when its reels have come. */
  planned: Plan | null
  /** Commits and tags that its project's repository was found to hold, with all that they reach. */
  readonly held: Set<Hex>
  /** What the remote was brought to, as far as this process knows. */
  taken: VerifiedReferences | null
  /** Whose a related tracker is said to be; null where the project's record tells. */
  claimant: Hex | null
  /** Its heads turned out to have nothing in common with the project. */
  unrelated: boolean
  /** Trackers that claimed to be related to this project in vain, and were forgotten. */
  readonly refused: Set<Hex>
  /** What strangers may bring into this project. */
  readonly strangers: StrangerBudget
  /** Digest of the references whose bytes were taken from that of the project; null for none. */
  charged: Hex | null
  /** A merge of its heads that is about to come. */
  mergeSoon: NodeJS.Timeout | null
  /** A look at the repository that is about to come. */
  surveySoon: NodeJS.Timeout | null
  /** A pack that a peer made for us, in place of reels that nobody has; null for none. */
  requested: ReelInfo | null
  /** Who made that, and the digest of the references that it was asked for. */
  maker: { readonly peerId: Hex; readonly digest: Hex } | null
  /** Settles when the reels of its base, on which heads are to be published, are here or given up. */
  fetchingBase: Promise<void> | null
  /** Those reels, while they are fetched and checked: they stay, whatever is listed meanwhile. */
  holding: readonly ReelInfo[]
  /** Those that were checked. */
  readonly checked: Set<Hex>
  /** Its tip can't be worked in without the history. */
  wholeFirst: boolean
  /** How much there is of a history that is listed no longer, and since when it is no more than that; milliseconds. */
  unlisted: { readonly bytes: number; readonly since: number } | null
  /** Since when blocks are missing from everybody, and when a pack may be asked for again; milliseconds. */
  lostSince: number | null
  /** Since when blocks of `requested` are; milliseconds. */
  requestedLost: number | null
  askAgain: number
  /** What outside this program is in the way of its join, and when it is tried again (milliseconds; null: it is being tried); see projects/hold.ts. */
  onHold: { readonly code: string; readonly tries: number; until: number | null } | null
  /** Called whenever the record's state changed. */
  readonly waiters: Set<() => void>
}

export interface HostContext extends HostDeps {
  readonly state: StateStore
  readonly activity: ActivityLog
  /** Tells how old is what goes one day. */
  readonly ages: AgeClock
  readonly swarm: Swarm
  readonly nearby: Nearby
  readonly others: OtherVersions
  readonly entries: Map<Hex, ProjectEntry>
  /** IDs of the objects in own tip and appended reels; reels never change, so they are read once. */
  readonly reelObjects: Map<Hex, ReadonlySet<Hex>>
  /** The tracker in this node, and those that it asks. */
  readonly tracker: Tracker
  readonly announcers: Announcers
  readonly quota: QuotaKeeper
  /** Related torrents that peers told of. */
  readonly hearsay: Hearsay
  readonly guests: GuestRepositories
  /** Guests are reading packs at the moment. */
  guestsRead: boolean
  /** Publishing, one at a time. */
  readonly publishing: Turns
  /** Aborts when the node stops: long work that belongs to no project yet ends with it. */
  readonly closing: AbortController
  /** Brings what shells and the network see in line with the entries. */
  changed: (entry?: ProjectEntry) => void
}
