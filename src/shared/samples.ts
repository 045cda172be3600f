/** Projects for tests: complete, dull, and changed by what a test is about. */
import type { AppState, NearbyProject, NodeView, Project, RemotePerson, RemoteRef } from './model.ts'

export const alice = { name: 'Alice', peerId: 'a1'.repeat(20) }
export const bob = { name: 'Bob', peerId: 'b2'.repeat(20) }
export const carol = { name: 'Carol', peerId: 'c3'.repeat(20) }

export const holder = (person: typeof alice, complete = true) => ({
  ...person,
  address: '192.0.2.1',
  port: 7411,
  complete,
})

export const nearbyProject = (changes: Partial<NearbyProject> = {}): NearbyProject => ({
  repoHash: '11'.repeat(20),
  name: 'notes',
  description: '',
  publisher: alice,
  alternatives: [],
  seq: 1,
  joined: false,
  yours: false,
  verified: true,
  size: 1000,
  heads: ['refs/heads/main'],
  latest: null,
  holders: [holder(alice)],
  firstSeen: 0,
  goneSince: null,
  ...changes,
})

export const ownProject = (changes: Partial<Project> = {}): Project => ({
  repoHash: '11'.repeat(20),
  name: 'notes',
  description: '',
  role: 'joiner',
  publisher: alice,
  path: '/home/carol/notes',
  state: 'joined',
  progress: 1,
  phase: '',
  paused: false,
  heads: [],
  autoMerge: 'off',
  remotes: [],
  own: null,
  workingTree: null,
  transfer: { have: 0, total: 0, downloaded: 0, uploaded: 0, rateDown: 0, rateUp: 0 },
  link: 'gittorrent://192.0.2.1:7411/' + '11'.repeat(20),
  alternatives: [],
  seq: 1,
  latest: null,
  sources: [],
  error: null,
  ...changes,
})

export const remoteRef = (changes: Partial<RemoteRef> = {}): RemoteRef => ({
  name: 'main',
  sha: 'b1'.repeat(20),
  subject: 'parser: accept trailing commas',
  author: 'Bob',
  time: 0,
  ahead: 0,
  behind: 0,
  merge: { kind: 'merged', files: [] },
  unread: 0,
  ...changes,
})

export const remotePerson = (changes: Partial<RemotePerson> = {}): RemotePerson => ({
  person: 'bob',
  name: 'Bob',
  peerId: bob.peerId,
  words: 'rusty-lantern-fjord-oat',
  repoHash: '22'.repeat(20),
  relation: 'verified',
  refs: [],
  ahead: 0,
  behind: 0,
  online: true,
  muted: false,
  trusted: false,
  updated: null,
  trouble: '',
  ...changes,
})

export const nodeView = (changes: Partial<NodeView> = {}): NodeView => ({
  ...{ name: 'Carol', peerId: carol.peerId, words: 'tidal-mango-orbit-fern', port: 7411 },
  ...{ dataDir: '/home/carol/.local/share/gittorrent', clonesDir: '/home/carol/hack' },
  discovery: {
    ...{ state: 'live', lastHeard: 0, message: '' },
    interfaces: [{ name: 'eth0', address: '192.0.2.2' }],
  },
  ...{ peers: 0, rateDown: 0, rateUp: 0, gitVersion: '2.40.0', version: '0.2.0' },
  trackers: [],
  storeQuota: 20e9,
  ...{ uploadLimit: null, downloadLimit: null, autoMerge: 'off', welcomed: true, guestAccess: true },
  ...{
    wantedInterfaces: null,
    availableInterfaces: [],
    interfacesAreGiven: true,
    wantedPort: null,
    otherVersions: [],
  },
  ...changes,
})

export const appState = (parts: Partial<AppState> = {}): AppState => ({
  node: { self: nodeView() },
  ...{ nearby: {}, projects: {}, connections: {}, activity: {} },
  ...parts,
})
