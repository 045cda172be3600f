/** What every Discovery must do, whatever carries it. Runs over multicast DNS and over memory. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Discovery } from '../../src/main/discovery/types.ts'
import { advert, hashOf, peerIdOf, project } from './adverts.ts'
import { listen } from './listener.ts'

const settle = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param create makes one more node on the network of one test; `reset` ends that network. */
export function describeDiscovery(name: string, create: () => Discovery, reset: () => void): void {
  describe(`Discovery by ${name}`, () => {
    const running = new Set<Discovery>()
    const node = () => {
      const discovery = create()
      running.add(discovery)
      return discovery
    }
    const stop = async (discovery: Discovery) => {
      running.delete(discovery)
      await discovery.stop()
    }
    afterEach(async () => {
      await Promise.all([...running].map(stop))
      reset()
    })

    it('sees a node and its project with all their data', async () => {
      const [alice, bob] = [node(), node()]
      const seen = await listen(bob)
      await alice.start(() => undefined)
      const wine = project('wine', {
        publisher: { name: 'Carol', peerId: peerIdOf('Carol') },
        seq: 7,
        alternatives: [hashOf('one'), hashOf('two')],
        complete: false,
      })
      const said = advert('Alice', [wine], { port: 4_711, directorySeq: 3 })
      alice.advertise(said)
      await seen.until(() => seen.present().length === 2)
      expect(seen.events).toContainEqual({ type: 'node-seen', node: said.node, addresses: ['127.0.0.1'] })
      expect(seen.events).toContainEqual({
        type: 'project-seen',
        peerId: said.node.peerId,
        project: wine,
        addresses: ['127.0.0.1'],
        port: 4_711,
      })
    })

    it('sees in both directions, whoever came first', async () => {
      const [alice, bob] = [node(), node()]
      alice.advertise(advert('Alice', [project('wine')]))
      const atAlice = await listen(alice)
      await settle(100)
      bob.advertise(advert('Bob', [project('cheese')]))
      const atBob = await listen(bob)
      await atAlice.until(() => atAlice.present().join() === 'Bob,Bob/cheese@1')
      await atBob.until(() => atBob.present().join() === 'Alice,Alice/wine@1')
    })

    it('has no events of the node itself', async () => {
      const [alice, bob] = [node(), node()]
      const atAlice = await listen(alice)
      const atBob = await listen(bob)
      alice.advertise(advert('Alice', [project('wine')]))
      await atBob.until(() => atBob.present().length === 2)
      alice.refresh()
      await settle(400)
      expect(atAlice.present()).toEqual([])
      expect(atAlice.events.filter(({ type }) => type !== 'trouble')).toEqual([])
    })

    it('tells changes once, and repetitions never', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      alice.advertise(advert('Alice', [project('wine')]))
      await atBob.until(() => atBob.present().length === 2)
      alice.advertise(advert('Alice', [project('wine', { seq: 2 })]))
      await atBob.until(() => atBob.present().includes('Alice/wine@2'))
      for (let time = 0; time < 3; time++) {
        alice.advertise(advert('Alice', [project('wine', { seq: 2 })]))
        bob.refresh()
        await settle(300)
      }
      expect(atBob.events.map(({ type }) => type).sort()).toEqual([
        'node-seen',
        'project-seen',
        'project-seen',
      ])
    })

    it('comes to the newest of many quick changes', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      for (let seq = 1; seq <= 20; seq++) {
        alice.advertise(advert('Alice', [project('wine', { seq })]))
        await settle(10)
      }
      await atBob.until(() => atBob.present().includes('Alice/wine@20'), 2_500)
    })

    it('takes a rename for a change, not for somebody else', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      alice.advertise(advert('Alice', [project('wine')]))
      await atBob.until(() => atBob.present().length === 2)
      alice.advertise(
        advert('Alice B.', [project('wine', { name: 'wine & beer' })], { peerId: peerIdOf('Alice') }),
      )
      await atBob.until(() => atBob.present().join() === 'Alice B.,Alice B./wine & beer@1')
      expect(atBob.events.filter(({ type }) => type.endsWith('gone'))).toEqual([])
    })

    it('lets a removed project go, and keeps the others visible to newcomers', async () => {
      const [alice, bob, carol] = [node(), node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      alice.advertise(advert('Alice', [project('wine'), project('beer'), project('rum')]))
      await atBob.until(() => atBob.present().length === 4)
      alice.advertise(advert('Alice', [project('wine'), project('rum')]))
      await atBob.until(() => atBob.present().join() === 'Alice,Alice/rum@1,Alice/wine@1')
      expect(atBob.events.at(-1)).toEqual({
        type: 'project-gone',
        peerId: peerIdOf('Alice'),
        repoHash: project('beer').repoHash,
      })
      const atCarol = await listen(carol)
      await atCarol.until(() => atCarol.present().join() === 'Alice,Alice/rum@1,Alice/wine@1')
    })

    it('brings a removed project back', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      for (const names of [['wine'], [], ['wine']]) {
        alice.advertise(
          advert(
            'Alice',
            names.map((name) => project(name)),
          ),
        )
        await atBob.until(() => atBob.present().length === 1 + names.length)
      }
    })

    it('tells that all of a node is gone when it stops', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      alice.advertise(advert('Alice', [project('wine')]))
      await atBob.until(() => atBob.present().length === 2)
      await stop(alice)
      await atBob.until(() => atBob.present().length === 0)
      expect(atBob.events.slice(-2).map(({ type }) => type)).toEqual(['project-gone', 'node-gone'])
    })

    it('has no events after it stopped', async () => {
      const [alice, bob] = [node(), node()]
      const atBob = await listen(bob)
      await alice.start(() => undefined)
      await stop(bob)
      alice.advertise(advert('Alice', [project('wine')]))
      await settle(300)
      expect(atBob.events.filter(({ type }) => type !== 'trouble')).toEqual([])
      expect(bob.interfaces()).toEqual([])
    })

    it('lets several nodes hold one project', async () => {
      const [alice, bob, carol] = [node(), node(), node()]
      const atCarol = await listen(carol)
      for (const [discovery, name] of [
        [alice, 'Alice'],
        [bob, 'Bob'],
      ] as const) {
        await discovery.start(() => undefined)
        discovery.advertise(advert(name, [project('wine')]))
      }
      await atCarol.until(() => atCarol.present().join() === 'Alice,Bob,Alice/wine@1,Bob/wine@1')
      await stop(alice)
      await atCarol.until(() => atCarol.present().join() === 'Bob,Bob/wine@1')
    })

    it('shows a directory of forty projects to a latecomer', async () => {
      const [alice, bob] = [node(), node()]
      await alice.start(() => undefined)
      const long = (index: number) => `${index} ${'wörld '.repeat(12)}`.trim()
      alice.advertise(
        advert(
          'Alice',
          Array.from({ length: 40 }, (_, index) => project(long(index))),
        ),
      )
      await settle(200)
      const atBob = await listen(bob)
      await atBob.until(() => atBob.present().length === 41)
    })
  })
}
