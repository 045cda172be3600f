/** The tracker in every node: peers of a project find one another where no multicast gets through. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeMetainfo, encodeMetainfo } from '../../src/main/gtp/metainfo.ts'
import { connectControl } from '../../src/main/control/connect-control.ts'
import { buildHistory } from '../git/build-history.ts'
import { metainfoFrom } from './metainfo-from.ts'
import { announceOf, askRaw } from './raw-announce.ts'
import { setLimits } from './set-limits.ts'
import { git } from '../git/user-git.ts'
import { startNode, type TestNode } from './start-node.ts'
import { until } from './arrivals.ts'

const SOMEBODY = 'dd'.repeat(20)

interface Status {
  node: { peerId: string; discovery: { state: string } }
  projects: { repoHash: string; link: string; state: string; transfer: { have: number; total: number } }[]
  connections: { peerId: string }[]
}
const statusOf = (node: TestNode) => node.json<Status>('status')
const areConnected = async (a: TestNode, b: TestNode) =>
  (await statusOf(a)).connections.some(({ peerId }) => peerId === b.peerId)

/** A node that neither hears nor says anything by multicast. */
const startSilent = (name: string) =>
  startNode({ name, args: ['--no-discovery', '--interface', '127.0.0.1'] })

/** Saves a metainfo as people get it, with other trackers if there are any. */
async function saveFile(node: TestNode, bytes: Uint8Array, trackers?: readonly string[]): Promise<string> {
  const path = join(node.folder, 'from-a-friend.gittorrent')
  await writeFile(path, trackers ? encodeMetainfo({ ...decodeMetainfo(bytes), trackers }) : bytes)
  return path
}

let alice: TestNode
let bob: TestNode
let carol: TestNode
let source: string
let repo: string
let link: string

async function publish(name: string, megabytes: number): Promise<void> {
  source = join(alice.folder, name)
  await buildHistory(source, { commits: 60, megabytes })
  const published = await alice.json<{ repoHash: string; link: string }>('publish', source)
  repo = published.repoHash
  link = published.link
}

const expectClone = (node: TestNode, name: string) => {
  const clone = join(node.clones, name)
  expect(git(clone, 'rev-parse', 'HEAD')).toBe(git(source, 'rev-parse', 'HEAD'))
  expect(git(clone, 'rev-list', '--count', 'HEAD')).toBe(git(source, 'rev-list', '--count', 'HEAD'))
  expect(git(clone, 'fsck')).toBe('')
}

describe("through the publisher's own tracker", () => {
  beforeAll(async () => {
    ;[alice, bob, carol] = (await Promise.all(['Alice', 'Bob', 'Carol'].map(startSilent))) as [
      TestNode,
      TestNode,
      TestNode,
    ]
    await publish('silent-harbour', 12)
  })
  afterAll(() => Promise.all([alice, bob, carol].map((node) => node?.stop())))

  it('a publisher names her tracker in the metainfo, and her address in the link', async () => {
    expect(decodeMetainfo(await metainfoFrom(alice, repo)).trackers).toEqual([
      `http://127.0.0.1:${alice.port}/announce`,
    ])
    expect(link).toContain(`gittorrent://127.0.0.1:${alice.port}/${repo}`)
    expect((await statusOf(alice)).node.discovery.state).toBe('off')
  })

  it('hostile announces get a clear reason, and the node goes on', async () => {
    const good = announceOf(repo, SOMEBODY, 7411)
    const reasons: [string, number, RegExp][] = [
      [`${good}&x=${'x'.repeat(1_024)}`, 400, /longer than 1024 characters/],
      ['/announce', 400, /port is missing/],
      [good.replace(/repo_hash=[^&]*&/, ''), 400, /repo_hash is missing/],
      [`/announce?peer_id=${SOMEBODY}&repo_hash=%zz&port=1`, 400, /repo_hash is not percent-encoded/],
      [good.replace('port=7411', 'port=70000'), 400, /port is not a whole number/],
      [`${good}&port=7411`, 400, /port is there twice/],
      [`${good}&address=alice.example`, 400, /address is not one computer's IP/],
      [announceOf('ee'.repeat(20), SOMEBODY, 7411), 404, /is not tracked here/],
    ]
    for (const [target, status, reason] of reasons) {
      const { answer, ...reply } = await askRaw(alice.port, target)
      expect(reply.status).toBe(status)
      expect(answer).toMatchObject({ kind: 'failure', reason: expect.stringMatching(reason) as string })
      expect(reply.head).toContain('content-type: application/octet-stream')
    }
    const first = await askRaw(alice.port, `${good}&references=1`)
    expect(first.answer).toMatchObject({
      kind: 'peers',
      expires: 60,
      peers: [{ peerId: alice.peerId, address: '127.0.0.1', port: alice.port }],
      references: [decodeMetainfo(await metainfoFrom(alice, repo)).references[0]],
    })
    const early = await askRaw(alice.port, good)
    expect(early.status).toBe(503)
    // Half of the time that was agreed, less what has gone since.
    const retryAfter = Number(/retry-after: (\d+)/.exec(early.head)?.[1])
    expect(retryAfter).toBeGreaterThan(0)
    expect(retryAfter).toBeLessThanOrEqual(30)
    // Nobody waits there: what is listed is a hint, and must not be in the way of the others.
    await askRaw(alice.port, `${good}&event=stopped`)
    expect((await askRaw(alice.port, '/announce?'.padEnd(9_000, 'x')).catch(() => null))?.status).not.toBe(
      200,
    )
    expect((await statusOf(alice)).projects).toHaveLength(1)
  })

  it('Bob and Carol find Alice and one another by the file, and are listed there', async () => {
    const bytes = await metainfoFrom(alice, repo)
    await bob.json('join', await saveFile(bob, bytes), '--wait')
    expectClone(bob, 'silent-harbour')
    await setLimits(carol, { downloadLimit: 200_000 })
    await carol.json('join', await saveFile(carol, bytes))
    await until('Bob and Carol', () => areConnected(bob, carol))
    const { answer } = await askRaw(alice.port, announceOf(repo, SOMEBODY, 1, '&event=started'))
    const ports = answer.kind === 'peers' ? answer.peers.map(({ port }) => port) : []
    expect(ports.toSorted()).toEqual([alice.port, bob.port, carol.port].toSorted())
    await askRaw(alice.port, announceOf(repo, SOMEBODY, 1, '&event=stopped'))
  })

  it('Carol pauses, Alice is killed, and Carol gets the rest from Bob', async () => {
    const client = await connectControl(carol.dataDir)
    await client.call('pause', { project: repo })
    await alice.kill()
    const { projects } = await statusOf(carol)
    expect(projects[0]!.transfer.have).toBeLessThan(projects[0]!.transfer.total)
    await setLimits(carol, { downloadLimit: null })
    await client.call('resume', { project: repo })
    client.close()
    await carol.json('join', repo, '--wait')
    expectClone(carol, 'silent-harbour')
    // From now on the file can be had from them: their own trackers beside that of Alice.
    expect(decodeMetainfo(await metainfoFrom(carol, repo)).trackers).toEqual([
      `http://127.0.0.1:${carol.port}/announce`,
      `http://127.0.0.1:${alice.port}/announce`,
    ])
  })

  it('who joins by the link of one who is left finds him, and is forgotten at once on leaving', async () => {
    const [ofBob] = (await statusOf(bob)).projects
    const late = await startSilent('Alice')
    try {
      await late.json('join', ofBob!.link, '--wait')
      expectClone(late, 'silent-harbour')
      const listed = async () => {
        const { answer } = await askRaw(bob.port, announceOf(repo, SOMEBODY, 1, '&event=started'))
        await askRaw(bob.port, announceOf(repo, SOMEBODY, 1, '&event=stopped'))
        return answer.kind === 'peers' && answer.peers.some(({ port }) => port === late.port)
      }
      expect(await listed()).toBe(true)
      await late.json('leave', repo)
      await until('the end of the entry', async () => !(await listed()))
    } finally {
      await late.stop()
    }
  })
})
