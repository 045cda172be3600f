/** `gittorrent tracker` on a machine of its own, and a file in its place: who hears nothing of others finds them there. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeMetainfo, encodeMetainfo } from '../../src/main/gtp/metainfo.ts'
import { encodeAnswer } from '../../src/main/tracker/encode-answer.ts'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { git } from '../git/user-git.ts'
import { serveHttp } from '../tracker/serve-http.ts'
import { metainfoFrom } from './metainfo-from.ts'
import { announceOf, askRaw } from './raw-announce.ts'
import { startNode, startNodes, type TestNode } from './start-node.ts'
import { startTracker, type TestTracker } from './start-tracker.ts'
import { until } from './arrivals.ts'

const SOMEBODY = 'dd'.repeat(20)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const textAt = async (url: string) => (await fetch(url)).text()
async function publish(node: TestNode, name: string) {
  const source = join(node.folder, name)
  await buildSmallRepository(source)
  return { source, ...(await node.json<{ repoHash: string }>('publish', source)) }
}

/** A metainfo as people get it, with other trackers than it came with. */
async function saveFile(node: TestNode, bytes: Uint8Array, ...trackers: readonly string[]) {
  const path = join(node.folder, 'from-a-friend.gittorrent')
  await writeFile(path, encodeMetainfo({ ...decodeMetainfo(bytes), trackers }))
  return path
}

describe('nodes without multicast, and a tracker alone', () => {
  let tracker: TestTracker
  let nodes: [alice: TestNode, bob: TestNode, carol: TestNode]
  let project: Awaited<ReturnType<typeof publish>>
  const silent = (name: string, ...args: readonly string[]) =>
    startNode({ name, args: ['--no-discovery', '--interface', '127.0.0.1', ...args] })

  beforeAll(async () => {
    tracker = await startTracker()
    nodes = await Promise.all([silent('Alice', '--tracker', tracker.url), silent('Bob'), silent('Carol')])
    project = await publish(nodes[0], 'silent-island')
  })
  afterAll(() => Promise.all([...nodes.map((node) => node.stop()), tracker.stop()]))

  it('what Alice publishes names it, and its page names the project', async () => {
    expect(decodeMetainfo(await metainfoFrom(nodes[0], project.repoHash)).trackers).toContain(tracker.url)
    await until('the page', async () => (await textAt(tracker.page)).includes('silent-island'))
    expect(await textAt(tracker.page)).toContain('1 complete, 0 on the way')
  })

  it('references are in its answers where they are asked for', async () => {
    const { answer } = await askRaw(
      tracker.port,
      announceOf(project.repoHash, SOMEBODY, 1, '&event=started&references=1'),
    )
    const known = decodeMetainfo(await metainfoFrom(nodes[0], project.repoHash)).references[0]
    expect(answer).toMatchObject({ kind: 'peers', references: [known] })
    await askRaw(tracker.port, announceOf(project.repoHash, SOMEBODY, 1, '&event=stopped'))
  })

  it('Bob finds Alice by it, and Carol finds Bob when Alice is gone', async () => {
    const [alice, bob, carol] = nodes
    const bytes = await metainfoFrom(alice, project.repoHash)
    await bob.json('join', await saveFile(bob, bytes, tracker.url), '--wait')
    await alice.stop()
    await carol.json('join', await saveFile(carol, bytes, tracker.url), '--wait')
    const clone = join(carol.clones, 'silent-island')
    expect(git(clone, 'fsck')).toBe('')
    const { connections } = await carol.json<{ connections: { peerId: string }[] }>('status')
    expect(connections.map(({ peerId }) => peerId)).toEqual([bob.peerId])
  })

  it('a node that stops takes its leave of it within a second', async () => {
    const [, , carol] = nodes
    const listed = async () => {
      const { answer } = await askRaw(
        tracker.port,
        announceOf(project.repoHash, SOMEBODY, 1, '&event=started'),
      )
      await askRaw(tracker.port, announceOf(project.repoHash, SOMEBODY, 1, '&event=stopped'))
      return answer.kind === 'peers' && answer.peers.some(({ port }) => port === carol.port)
    }
    expect(await listed()).toBe(true)
    await carol.stop()
    expect(await listed()).toBe(false)
  })

  it('looks of one address are bounded, and it ends cleanly', async () => {
    const looks = await Promise.all(Array.from({ length: 60 }, () => fetch(tracker.page)))
    expect(looks.map(({ status }) => status)).toContain(429)
    expect(await tracker.stop()).toBe(0)
  })
})

it('a static file on any web server is a tracker', async () => {
  const [alice, bob] = await startNodes('Alice', 'Bob')
  const { repoHash } = await publish(alice, 'on-a-shelf')
  const peer = { peerId: alice.peerId, address: '127.0.0.1', port: alice.port }
  const file = encodeAnswer({ kind: 'peers', expires: 0, complete: 1, incomplete: 0, peers: [peer] })
  const server = await serveHttp((_request, response) => response.end(file))
  const silent = await startNode({ name: 'Carol', args: ['--no-discovery'] })
  try {
    const url = `http://127.0.0.1:${server.port}/trackers/announce`
    await silent.json('join', await saveFile(silent, await metainfoFrom(alice, repoHash), url), '--wait')
    const status = await silent.json<{ connections: { peerId: string }[] }>('status')
    // Bob isn't in the file, and heard of by exchange.
    await bob.json('join', repoHash, '--wait')
    expect(status.connections.map(({ peerId }) => peerId)).toEqual([alice.peerId])
    await until('Bob', async () => {
      const { connections } = await silent.json<{ connections: { peerId: string }[] }>('status')
      return connections.some(({ peerId }) => peerId === bob.peerId)
    })
  } finally {
    await Promise.all([alice.stop(), bob.stop(), silent.stop(), server.close()])
  }
})

describe('eight who see one another, and an outside tracker', () => {
  const nodes: TestNode[] = []
  let tracker: TestTracker
  afterAll(() => Promise.all([...nodes.map((node) => node.stop()), tracker?.stop()]))

  it('it hears of the one who came first; the others leave it alone, and know it', async () => {
    tracker = await startTracker()
    const alice = await startNode({ name: 'Alice', args: ['--tracker', tracker.url] })
    nodes.push(alice)
    const { repoHash } = await publish(alice, 'spared')
    await until('Alice there', async () => (await textAt(tracker.page)).includes('1 complete'))
    nodes.push(...(await startNodes('Bob', 'Carol', 'Dora', 'Emil', 'Fred', 'Gina', 'Hugo')))
    const joiners = nodes.slice(1)
    await Promise.all(
      joiners.map(async (node) => {
        await until('the project', async () => {
          const { projects } = await node.json<{ projects: { repoHash: string }[] }>('nearby')
          return projects.some((project) => project.repoHash === repoHash)
        })
        await node.json('join', repoHash, '--wait')
      }),
    )
    await until('all to know it', async () => {
      const told = await Promise.all(joiners.map((node) => metainfoFrom(node, repoHash)))
      return told.every((bytes) => decodeMetainfo(bytes).trackers.includes(tracker.url))
    })
    // Long enough for everyone to have asked, if he wanted to.
    await pause(2_000)
    expect(await textAt(tracker.page)).toContain('1 complete, 0 on the way')
    expect(await textAt(tracker.page)).toContain('1 announcement,')
  })
})
