/** Announcers and trackers over real HTTP on this machine. */
import { afterEach, describe, expect, it } from 'vitest'
import { clientEdge } from '../../src/main/tracker/client-edge.ts'
import { createAnnouncer, type Announcer } from '../../src/main/tracker/client.ts'
import { encodeAnswer } from '../../src/main/tracker/encode-answer.ts'
import { createTracker } from '../../src/main/tracker/serve.ts'
import type { PeersAnswer } from '../../src/main/tracker/types.ts'
import { listenerOf, serveHttp, type Running } from './serve-http.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'
const REFERENCES = new Uint8Array(1_000_000).map((_, index) => index % 251)
const idOf = (name: string) => Buffer.from(name.padEnd(20, '.')).toString('hex')

describe('announcers before a tracker', () => {
  const running: Running[] = []
  const announcers: Announcer[] = []
  afterEach(async () => {
    await Promise.all(announcers.splice(0).map((announcer) => announcer.stop()))
    await Promise.all(running.splice(0).map((server) => server.close()))
  })
  const serve = async (listener: Parameters<typeof serveHttp>[0]) => {
    const server = await serveHttp(listener)
    running.push(server)
    return server
  }
  const start = (name: string, port: number, trackers: readonly string[]) => {
    const troubles: string[] = []
    let announcer!: Announcer
    const answer = new Promise<PeersAnswer>((resolve) => {
      announcer = createAnnouncer({
        ...clientEdge,
        repo: REPO,
        trackers,
        self: () => ({
          peerId: idOf(name),
          port,
          uploaded: 0,
          downloaded: 0,
          completed: 100,
          peers: 50,
          references: true,
        }),
        onAnswer: resolve,
        onTrouble: (_tracker, error) => troubles.push(error.message),
      })
    })
    announcers.push(announcer)
    announcer.start()
    return { answer, troubles, announcer }
  }

  it('find one another, get the references, and are forgotten when they stop', async () => {
    const tracker = createTracker({ references: () => REFERENCES, nameOf: () => null })
    const { url, port } = await serve(listenerOf(tracker))
    const alice = start('alice', 7411, [url])
    expect(await alice.answer).toMatchObject({ expires: 60, complete: 1, peers: [] })
    const bob = await start('bob', 7412, [url]).answer
    expect(bob.peers).toEqual([{ peerId: idOf('alice'), address: '127.0.0.1', port: 7411 }])
    expect(Buffer.compare(bob.references![0]!, REFERENCES)).toBe(0)
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('Tracks 1 project')
    await alice.announcer.stop()
    expect(tracker.view()).toMatchObject({ peers: 1 })
  })

  it('pass over a tracker that is down, and one that is known by name', async () => {
    const down = await serve(() => {})
    await down.close()
    const tracker = createTracker({ references: () => null, nameOf: () => null })
    const { port } = await serve(listenerOf(tracker))
    const { answer, troubles } = start('alice', 7411, [down.url, `http://localhost:${port}/announce`])
    expect((await answer).complete).toBe(1)
    expect(troubles.filter((text) => !text.includes('nothing answers there'))).toEqual([])
  })

  it('take a static file for a tracker', async () => {
    const peer = { peerId: idOf('carol'), address: '10.0.4.27', port: 7411 }
    const file = encodeAnswer({ kind: 'peers', expires: 0, complete: 1, incomplete: 0, peers: [peer] })
    const asked: string[] = []
    const { url } = await serve((request, response) => {
      asked.push(request.url!)
      response.end(file)
    })
    const { answer, announcer } = start('alice', 7411, [url])
    expect(await answer).toMatchObject({ expires: 0, peers: [peer] })
    await announcer.stop()
    expect(asked).toHaveLength(1)
  })

  it('are answered by the thousand in little memory', async () => {
    const tracker = createTracker({
      references: () => null,
      nameOf: () => null,
      announcesBurst: 1e6,
      comfortableRate: 1e6,
    })
    const ask = (peer: number) => {
      const id = peer.toString(16).padStart(40, '0')
      const query = `repo_hash=${REPO.slice(0, 38)}${(peer % 10).toString(16).padStart(2, '0')}&peer_id=${id}&port=7411&uploaded=0&downloaded=0&completed=${peer % 101}`
      return tracker.serve({
        method: 'GET',
        path: '/announce',
        query,
        source: `10.${peer >> 16}.${(peer >> 8) & 255}.${peer & 255}`,
      })
    }
    const before = process.memoryUsage().heapUsed
    const begun = process.cpuUsage()
    let answered = 0
    for (let peer = 0; peer < 10_000; peer++) if ((await ask(peer)).status === 200) answered++
    const { user, system } = process.cpuUsage(begun)
    const perSecond = (10_000 / (user + system)) * 1e6
    const megabytes = (process.memoryUsage().heapUsed - before) / 1e6
    expect(answered).toBe(10_000)
    expect(tracker.view()).toMatchObject({ repos: 10, peers: 10_000 })
    // Of one core's time, whatever else the machine does.
    expect(perSecond).toBeGreaterThan(5_000)
    expect(megabytes).toBeLessThan(100)
  })
})
