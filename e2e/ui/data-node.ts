/** A node made of data alone, for what takes real people days: Carol with a project that Alice and Bob work on. */
import type { Commands } from '../../src/shared/contract.ts'
import type {
  Activity,
  AppState,
  Change,
  CommitDetail,
  CommitRow,
  Project,
  RemotePerson,
  RemoteRef,
} from '../../src/shared/model.ts'
import type { Port } from '../../src/shared/rpc/port.ts'
import { serveRpc, type Handlers } from '../../src/shared/rpc/server.ts'
import { DIAGNOSIS } from './diagnosis.ts'
import { STORAGE } from './storage.ts'

const MINUTE = 60_000
const key = (start: string, hue: number) => `${start.repeat(4)}0${hue}${start.repeat(15)}`
export const [carol, alice, bob, alice2, bob2, carol2] = [
  key('7f', 0),
  ...['a4', 'b2', 'c9', '3d', 'e6'].map((start, index) => key(start, [1, 2, 6, 3, 4][index]!)),
] as [string, string, string, string, string, string]
export const repoHash = '5e'.repeat(20)
export const sha = (index: number) => index.toString(16).padStart(7, '0').repeat(6).slice(0, 40)

type Line = readonly [author: string, minutes: number, subject: string, ...parents: number[]]
/** Newest first; a parent is the place of another line. */
const LINES: readonly Line[] = [
  ['Alice', 4, 'parser: accept trailing commas', 1],
  ['Alice', 11, 'test: golden files for nested selects', 4],
  ['Carol', 14, 'planner: push predicates below joins', 5],
  ['Bob', 22, 'WIP: Pratt parser for expressions', 6],
  ['Alice', 26, 'lexer: keep byte offsets on every token', 9],
  ['Carol', 31, 'planner: cost model from table stats', 8],
  ['Bob', 48, 'parser: split expr() into prefix and infix tables', 11],
  ['Alice', 61, 'docs: how the planner picks an index', 9],
  ['Carol', 64, 'Merge alice/main', 10, 9],
  ['Alice', 70, 'exec: hash join for equi-joins', 11],
  ['Carol', 122, 'cli: .explain prints the plan as a tree', 11],
  ['Bob', 130, 'planner: first version that works', 12],
  ['Alice', 180, 'lexer: numbers, strings, identifiers', 13],
  ['Bob', 190, 'exec: table scan, filter, project', 14],
  ['Alice', 240, 'Parse “select 1” and print 1', 15],
  ['Alice', 250, 'Initial commit', 16],
]

/** The lines above, and as many older ones beneath as are asked for. */
function historyOf(older: number, now: number): CommitRow[] {
  const count = LINES.length + older
  return Array.from({ length: count }, (_, index) => {
    const [author, minutes, subject, ...parents] = LINES[index] ?? [
      ['Alice', 'Bob', 'Carol'][index % 3]!,
      250 + index,
      `Older work, part ${index}`,
      index + 1,
    ]
    return {
      ...{ sha: sha(index), author, subject, time: now - minutes * MINUTE },
      parents: parents.filter((parent) => parent < count).map(sha),
    }
  })
}

const PATCH = `@@ -212,6 +212,9 @@ parseInList()
 expectToken(ts, "(");
 const items: Expr[] = [];
-while (!at(ts, ")")) {
+while (true) {
+  if (at(ts, ")")) break; // trailing comma
   items.push(parseExpr(ts));
-  if (!at(ts, ")")) expectToken(ts, ",");
+  if (!accept(ts, ",")) break;
 }
-return { kind: "in", items };
+return node("in", { items, end });
`
const change = { from: null, kind: 'modified', tooLarge: false } as const
const detailOf = (row: CommitRow): CommitDetail => ({
  ...row,
  ...{ body: 'People paste lists from spreadsheets and leave the last comma.', filesLeftOut: 0 },
  email: `${row.author.toLowerCase()}@example.org`,
  files: [
    { ...change, path: 'src/parser.ts', additions: 4, deletions: 3, patch: PATCH },
    { ...change, path: 'logo.png', kind: 'added', additions: 0, deletions: 0, patch: null },
    {
      ...{ ...change, path: 'package-lock.json', additions: 900, deletions: 0 },
      patch: `@@ -1,0 +1,900 @@\n${'+  "line"\n'.repeat(900)}`,
    },
  ],
})

const ref = (name: string, at: number, changes: Partial<RemoteRef> = {}): RemoteRef => ({
  ...{ name, sha: sha(at), subject: LINES[at]![2], author: LINES[at]![0], time: 0, unread: 0 },
  ...{ ahead: 0, behind: 4, merge: { kind: 'merged', files: [] } },
  ...changes,
})
const person = (name: string, peerId: string, changes: Partial<RemotePerson>): RemotePerson => ({
  ...{ name, peerId, person: name.toLowerCase(), words: 'cobalt-heron-maple-nine', trusted: true },
  ...{ repoHash: peerId, relation: 'verified', ahead: 0, behind: 0, online: true, muted: false, trouble: '' },
  ...{ updated: null, refs: [] },
  ...changes,
})

const project = (now: number): Project => ({
  ...{ repoHash, name: 'pocket-sql', description: 'A SQL engine small enough to read in one evening' },
  ...{ role: 'joiner', publisher: { name: 'Alice', peerId: alice }, path: '/home/carol/hack/pocket-sql' },
  ...{ state: 'joined', progress: 1, phase: '', paused: false, autoMerge: 'ff', seq: 12, latest: null },
  ...{ alternatives: [], sources: [{ peerId: alice, name: 'Alice', bytes: 8e6 }], error: null },
  heads: [{ ref: 'refs/heads/main', sha: sha(0) }],
  link: `gittorrent://192.0.2.1:7411/${repoHash}`,
  transfer: { have: 9e6, total: 9e6, downloaded: 9e6, uploaded: 2e6, rateDown: 0, rateUp: 0 },
  own: {
    ...{ repoHash: '7e'.repeat(20), link: 'gittorrent://192.0.2.2:7411/7e', seenBy: 5 },
    branches: ['main', 'planner-cost', 'explain-tree'],
    heads: ['main', 'planner-cost', 'explain-tree'].map((name) => ({
      ref: `refs/heads/${name}`,
      sha: sha(2),
    })),
  },
  workingTree: {
    ...{ branch: 'main', head: sha(2), dirty: false, underWay: null },
    branches: [
      { name: 'main', sha: sha(2) },
      { name: 'planner-cost', sha: sha(5) },
      { name: 'explain-tree', sha: sha(10) },
      { name: 'scratch', sha: sha(10) },
    ],
  },
  remotes: [
    person('Alice', alice, {
      ...{ relation: 'publisher', updated: now - 4 * MINUTE },
      refs: [
        ref('main', 0, { ahead: 3, unread: 3, time: now - 4 * MINUTE, merge: { kind: 'clean', files: [] } }),
        ref('bench', 9),
      ],
    }),
    person('Bob', bob, {
      updated: now - 22 * MINUTE,
      words: 'rusty-lantern-fjord-oat',
      refs: [
        ref('parser', 3, {
          ahead: 2,
          behind: 5,
          merge: { kind: 'conflicts', files: ['src/parser.ts', 'src/lexer.ts'] },
        }),
      ],
    }),
    person('Alice', alice2, {
      ...{ person: 'alice-2', words: 'velvet-pike-ember-tuna', trusted: false, relation: 'claimed' },
      ...{ updated: null, online: false, trouble: 'nothing of it was fetched yet' },
    }),
    person('Bob', bob2, {
      ...{ person: 'bob-2', words: 'hollow-comet-basil-yak', muted: true, online: false },
      refs: [ref('docs', 7, { ahead: 1234, behind: 2, merge: { kind: 'clean', files: [] } })],
    }),
    person('Carol', carol2, {
      ...{ person: 'carol', words: 'granite-swan-lilac-six', relation: 'refused', trusted: false },
      trouble: 'its history has nothing in common with this one: it is not fetched',
    }),
  ],
})

const activities = (now: number): Activity[] => {
  const about = { project: repoHash, person: 'Alice' }
  return [
    { ...about, id: 1, time: now - 90 * MINUTE, kind: 'joined', text: 'pocket-sql is joined' },
    { ...about, id: 2, time: now - 70 * MINUTE, kind: 'lost', text: 'Bob is not here any more' },
    {
      ...{ ...about, id: 3, time: now - 40 * MINUTE, kind: 'conflicted', person: 'Bob' },
      ...{ text: 'bob/parser was not merged: it conflicts', details: ['src/parser.ts', 'src/lexer.ts'] },
    },
    {
      ...{ ...about, id: 4, time: now - 30 * MINUTE, kind: 'merged', undo: 'possible' },
      ...{ text: 'Fast-forwarded main to alice/main', details: ['1 commit, by auto-merge'] },
    },
    {
      ...{
        ...about,
        id: 5,
        time: now - 4 * MINUTE,
        kind: 'fetched',
        text: 'Alice published 4 commits on main',
      },
      details: LINES.slice(0, 4).map(([, , subject]) => subject),
    },
  ]
}

export interface FakeNode {
  readonly state: AppState
  /** Commands that arrived, with what came with them. */
  readonly calls: readonly (readonly [name: string, input: unknown])[]
  serve(port: Port): void
  /** Changes Carol's project, and tells whoever watches. */
  alter(change: (project: Project) => Partial<Project>): void
  /** Commits that came on top. */
  commit(...rows: CommitRow[]): void
}

export interface FakeNodeOptions {
  /** Commits beneath those that are told apart. */
  readonly older?: number
  /** Whether there is a git program. */
  readonly hasGit?: boolean
  readonly now?: number
  readonly nearby?: AppState['nearby']
  readonly discovery?: AppState['node']['self']['discovery']['state']
  /** What is wrong with discovery. */
  readonly trouble?: string
  /** Commands beside its own. */
  readonly more?: Partial<Handlers>
}

export function createFakeNode({
  older = 0,
  hasGit = true,
  now = Date.now(),
  nearby = {},
  discovery = 'live',
  trouble = '',
  more = {},
}: FakeNodeOptions = {}): FakeNode {
  const listeners = new Set<(changes: readonly Change[]) => void>()
  const calls: [string, unknown][] = []
  let history = historyOf(older, now)
  let events = activities(now)
  let own = project(now)
  const tell = (...changes: Change[]) => listeners.forEach((listener) => listener(changes))
  const snapshot = (): AppState => ({
    node: {
      self: {
        ...nodeView,
        gitVersion: hasGit ? nodeView.gitVersion : null,
        discovery: { ...nodeView.discovery, state: discovery, message: trouble },
      },
    },
    nearby,
    projects: { [repoHash]: own },
    connections: {},
    activity: Object.fromEntries(events.map((each) => [String(each.id), each])),
  })
  const alter: FakeNode['alter'] = (change) => {
    own = { ...own, ...change(own) }
    tell({ collection: 'projects', key: repoHash, value: own })
  }
  const record = (activity: Activity) => {
    events = [...events.filter(({ id }) => id !== activity.id), activity]
    tell({ collection: 'activity', key: String(activity.id), value: activity })
  }
  const people = (change: (remote: RemotePerson) => Partial<RemotePerson>) =>
    alter(({ remotes }) => ({ remotes: remotes.map((remote) => ({ ...remote, ...change(remote) })) }))

  const handlers: Partial<Handlers> = {
    ...more,
    commits: async ({ skip = 0, limit = 200 }) => ({
      commits: history.slice(skip, skip + limit),
      more: skip + limit < history.length,
    }),
    findCommits: async ({ text }) => ({
      commits: history
        .filter(({ subject }) => subject.toLowerCase().includes(text.toLowerCase()))
        .slice(0, 8),
    }),
    commit: async (input) => detailOf(history.find((row) => row.sha === input.sha)!),
    merge: async ({ person }) => {
      const text = `Merged ${person}/main into main`
      record({ id: 9, time: Date.now(), kind: 'merged', project: repoHash, person, text, undo: 'possible' })
      people((remote) => ({ refs: remote.refs.map((head) => ({ ...head, unread: 0, ahead: 0 })) }))
      return { kind: 'merged', text, files: [] }
    },
    undo: async ({ activity }) => {
      record({ ...events.find(({ id }) => id === activity)!, undo: 'done' })
      return {}
    },
    markRead: async () => {
      people((remote) => ({ refs: remote.refs.map((head) => ({ ...head, unread: 0 })) }))
      return {}
    },
    mute: async ({ person, muted }) => {
      people((remote) => (remote.person === person ? { muted } : {}))
      return {}
    },
    trust: async ({ peerId, trusted }) => {
      people((remote) => (remote.peerId === peerId ? { trusted } : {}))
      return {}
    },
    doctor: async () => DIAGNOSIS,
    storage: async () => STORAGE,
    freeStorage: async () => ({ freed: 612e6, onlyHere: 0 }),
    checkOut: async ({ branch }) => ({ branch }),
    autoMerge: async ({ mode }) => {
      alter(() => ({ autoMerge: mode }))
      return { repoHash, autoMerge: mode }
    },
    stopHeads: async () => {
      alter(() => ({ own: null }))
      return { repoHash }
    },
    publishHeads: async ({ branches = [], all }) => {
      const heads = branches.map((name) => ({ ref: `refs/heads/${name}`, sha: sha(2) }))
      const link = 'gittorrent://192.0.2.2:7411/7e'
      alter(() => ({ own: { repoHash, link, heads, branches: all ? 'all' : branches, seenBy: 0 } }))
      return { repoHash, alternatives: [], link, heads, leftOut: [] }
    },
  }
  const recording = new Proxy(handlers, {
    get: (target, name: keyof Commands) => (input: never) => {
      calls.push([name, input])
      return target[name]!(input)
    },
  }) as Handlers

  return {
    calls,
    alter,
    get state() {
      return snapshot()
    },
    commit: (...rows) => {
      history = [...rows, ...history]
    },
    serve: (port) =>
      serveRpc(port, recording, {
        snapshot,
        subscribe: (listener) => {
          listeners.add(listener)
          return () => listeners.delete(listener)
        },
      }),
  }
}

const nodeView: AppState['node']['self'] = {
  ...{ name: 'Carol', peerId: carol, words: 'tidal-mango-orbit-fern', port: 7411 },
  ...{ dataDir: '/home/carol/.local/share/gittorrent', clonesDir: '/home/carol/hack' },
  discovery: {
    ...{ state: 'live', lastHeard: Date.now(), message: '' },
    interfaces: [{ name: 'eth0', address: '192.0.2.2' }],
  },
  ...{ peers: 5, rateDown: 8.4e6, rateUp: 1.2e6, gitVersion: '2.40.0', version: '0.2.0' },
  ...{
    uploadLimit: null,
    storeQuota: 20e9,
    autoMerge: 'off',
    wantedInterfaces: null,
    availableInterfaces: [],
    interfacesAreGiven: true,
    wantedPort: null,
    otherVersions: [],
    downloadLimit: null,
    welcomed: true,
    guestAccess: true,
    trackers: [],
  },
}
