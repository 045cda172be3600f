/** A quiet moment of a room, always the same: what the pictures of the main screens are compared with. */
import type { FileContent, TreeEntry } from '../../src/shared/files-model.ts'
import type { NearbyProject } from '../../src/shared/model.ts'
import type { SwarmDetail } from '../../src/shared/swarm-model.ts'
import { alice, bob, carol, createFakeNode, repoHash, sha, type FakeNode } from './data-node.ts'

/** When it is. */
export const NOW = Date.UTC(2026, 10, 20, 15, 30)
const MINUTE = 60_000

const people = {
  Alice: { name: 'Alice', peerId: alice, address: '192.0.2.1', port: 7411, complete: true },
  Bob: { name: 'Bob', peerId: bob, address: '192.0.2.3', port: 7411, complete: false },
  Carol: { name: 'Carol', peerId: carol, address: '192.0.2.2', port: 7411, complete: true },
}
type Name = keyof typeof people

function advert(
  start: string,
  name: string,
  description: string,
  size: number,
  holders: readonly Name[],
  subject: string,
  minutes: number,
): readonly [string, NearbyProject] {
  const hash = start.repeat(20)
  return [
    hash,
    {
      ...{
        repoHash: hash,
        name,
        description,
        size,
        publisher: people[holders[0]!],
        alternatives: [],
        seq: 3,
      },
      ...{ joined: hash === repoHash, yours: false, verified: true, heads: ['refs/heads/main'] },
      latest: { subject, author: holders[0]!, time: NOW - minutes * MINUTE },
      ...{ holders: holders.map((each) => people[each]), firstSeen: NOW - 60 * MINUTE, goneSince: null },
    },
  ]
}

const nearby = Object.fromEntries([
  advert(
    ...(['5e', 'pocket-sql', 'A SQL engine small enough to read in one evening', 9e6] as const),
    ...([['Alice', 'Bob', 'Carol'], 'parser: accept trailing commas', 4] as const),
  ),
  advert(
    ...(['41', 'room-lights', 'Drives the DMX bridge in the atrium. Please don’t strobe', 4.8e6] as const),
    ...([['Bob'], 'scenes: fade, don’t jump', 24] as const),
  ),
  advert(
    ...(['9c', 'wavelet-synth', 'Modular synth in the browser', 6.8e6] as const),
    ...([['Alice', 'Bob'], 'voices: steal the quietest one, not the oldest', 36] as const),
  ),
])

const entry = (name: string, kind: TreeEntry['kind'] = 'file', change: TreeEntry['change'] = null) => ({
  ...{ name, kind, change },
})
const README = `# pocket-sql

A SQL engine small enough to read in **one evening**.

\`\`\`sh
npx tsx cli.ts examples/buses.db
\`\`\`

- \`select\`, \`where\`, \`group by\`
- Hash joins when equi-joins, nested loops otherwise
`

const reel = (
  id: string,
  ref: string | null,
  cells: string,
  bytes: number,
): SwarmDetail['reels'][number] => ({
  ...{ id, kind: ref === null ? 'tip' : 'append', from: ref === null ? null : sha(11), to: sha(0), ref },
  ...{ person: null, bytes, blocks: cells.length, have: cells.replaceAll('0', '').length, perCell: 1, cells },
  onlyHere: [...cells].filter((cell) => cell === '1').length,
})
const swarm: SwarmDetail = {
  ...{ since: NOW - 192 * MINUTE, copies: 2.4, reelsLeftOut: 0 },
  reels: [
    reel('01'.repeat(20), null, '3'.repeat(60) + '2'.repeat(12), 9e6),
    reel('02'.repeat(20), 'alice/main', '3322', 5e5),
    reel('03'.repeat(20), 'bob/parser', '221aa00', 9e5),
  ],
  peers: [
    { ...people.Alice, have: 1, rateDown: 1.1e6, rateUp: 0, weInterested: true, theyInterested: false },
    { ...people.Bob, have: 0.43, rateDown: 0, rateUp: 1.2e6, weInterested: false, theyInterested: true },
  ].map((peer, at) => ({
    ...peer,
    ...{ address: `${peer.address}:7411`, since: NOW - (12 - at) * MINUTE, repos: 3 - at },
    ...{ theyChoke: false, weChoke: false },
  })),
  trackers: [
    { url: '', person: people.Carol, state: 'serving', peers: 2, expires: null, next: null },
    {
      ...{ url: 'http://192.0.2.1:7411/announce', person: people.Alice, state: 'answered', peers: null },
      ...{ expires: NOW + 14 * MINUTE, next: NOW + 6 * MINUTE },
    },
  ],
}

export const createScene = (): FakeNode =>
  createFakeNode({
    ...{ now: NOW, nearby },
    more: {
      swarm: async () => swarm,
      tree: async ({ path }) => ({
        ...{ commit: sha(2), more: false },
        entries:
          path === ''
            ? [entry('README.md'), entry('cli.ts'), entry('src', 'folder'), entry('LICENSE')]
            : [entry('parser.ts'), entry('lexer.ts')],
      }),
      file: async ({ path }): Promise<FileContent> => ({
        ...{ kind: 'text', bytes: README.length, text: path.endsWith('.md') ? README : 'export {}\n' },
      }),
      lastCommits: async () => ({
        complete: true,
        entries: ['README.md', 'cli.ts', 'src', 'LICENSE'].map((name, at) => ({
          name,
          commit: {
            ...{
              sha: sha(at),
              parents: [],
              subject: 'planner: cost model from table stats',
              author: 'Alice',
            },
            time: NOW - at * 40 * MINUTE,
          },
        })),
      }),
    },
  })
