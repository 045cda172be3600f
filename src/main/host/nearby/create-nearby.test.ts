import { describe, expect, it } from 'vitest'
import type { ProjectAdvert } from '../../discovery/types.ts'
import { createNearby, GONE_FOR } from './create-nearby.ts'
import { fakeProject } from '../../../../test/simulator/fake-project.ts'
import { encodeMetainfo } from '../../gtp/metainfo.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import type { Known } from '../read-metainfo.ts'
import type { FetchMetainfo } from './metainfo-queue.ts'

const alice = 'a1'.repeat(20)
const bob = 'b0'.repeat(20)
const repo = '0f'.repeat(20)
const advert: ProjectAdvert = {
  repoHash: repo,
  name: 'pocket-sql',
  publisher: { name: 'Alice', peerId: alice },
  seq: 1,
  alternatives: [],
  complete: true,
}
const seen = (peerId: string, project = advert, addresses = ['10.0.4.31']) =>
  ({ type: 'project-seen', peerId, project, addresses, port: 7411 }) as const

function setUp(
  fetchMetainfo: FetchMetainfo = () => Promise.reject(new Error('away')),
  known: Known | null = null,
) {
  const log: string[] = []
  let now = 1_000
  const nearby = createNearby(
    {
      known: () => known,
      onHolder: (_repo, peer) => log.push(`holder ${peer.peerId.slice(0, 2)} ${peer.address}`),
      onHolderGone: (_repo, peerId) => log.push(`gone ${peerId.slice(0, 2)}`),
      onChange: () => {},
    },
    fetchMetainfo,
    () => now,
  )
  return { nearby, log, pass: (ms: number) => (now += ms) }
}

describe('nearby', () => {
  it('gathers the holders of a project, with every address as a place to dial', () => {
    const { nearby, log } = setUp()
    nearby.handle(seen(alice))
    nearby.handle(seen(bob, { ...advert, complete: false }, ['10.0.4.44', '10.9.9.9']))
    expect([...nearby.get(repo)!.holders.values()].map(({ peerId, complete }) => [peerId, complete])).toEqual(
      [
        [alice, true],
        [bob, false],
      ],
    )
    expect(log).toEqual(['holder a1 10.0.4.31', 'holder b0 10.0.4.44', 'holder b0 10.9.9.9'])
    expect(nearby.addressesOf(repo)).toHaveLength(3)
  })

  it('an older advert does not replace a newer one', () => {
    const { nearby } = setUp()
    nearby.handle(seen(alice, { ...advert, seq: 5, name: 'new' }))
    nearby.handle(seen(bob))
    expect(nearby.get(repo)!.advert.name).toBe('new')
  })

  it('a project without holders stays for a while, then goes', () => {
    const { nearby, pass } = setUp()
    nearby.handle(seen(alice))
    nearby.handle({ type: 'node-gone', peerId: alice })
    expect(nearby.get(repo)!.goneSince).toBe(1_000)
    pass(GONE_FOR - 1)
    nearby.tend()
    expect(nearby.get(repo)).toBeDefined()
    pass(1)
    nearby.tend()
    expect(nearby.get(repo)).toBeUndefined()
  })

  it('names holders when their node is heard', () => {
    const { nearby } = setUp()
    nearby.handle(seen(bob))
    expect(nearby.get(repo)!.holders.get(bob)!.name).toBe('')
    nearby.handle({
      type: 'node-seen',
      node: { peerId: bob, name: 'Bob', port: 1, directorySeq: 1 },
      addresses: [],
    })
    expect(nearby.get(repo)!.holders.get(bob)!.name).toBe('Bob')
  })

  it('asks another holder for the metainfo when one fails, and believes none that is not proved', async () => {
    const asked: string[] = []
    const { nearby } = setUp((address) => {
      asked.push(address)
      return Promise.resolve(new Uint8Array([1, 2, 3]))
    })
    nearby.handle(seen(alice))
    nearby.handle(seen(bob, advert, ['10.0.4.44']))
    for (let turn = 0; turn < 3; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      nearby.tend()
    }
    expect(new Set(asked)).toEqual(new Set(['10.0.4.31', '10.0.4.44']))
    expect(nearby.get(repo)!.summary).toBeNull()
  })

  it('asks nobody for what comes over the swarm', () => {
    const asked: string[] = []
    const { info, references } = fakeProject(1, 10)
    const known = { info, repo: decodeRepoInfo(info), references }
    const { nearby } = setUp((address) => {
      asked.push(address)
      return Promise.resolve(new Uint8Array(0))
    }, known)
    nearby.handle(seen(alice, { ...advert, seq: 9 }))
    expect(asked).toEqual([])
    expect(nearby.get(repo)!.summary).toMatchObject({ seq: references.seq, name: references.name })
  })

  it('keeps what a join begins with, until something newer is told of', async () => {
    const { repo: hash, info, references } = fakeProject(1, 10)
    const metainfo = encodeMetainfo({
      ...{ comment: '', createdBy: '', creationDate: 0, trackers: [] },
      repo: decodeRepoInfo(info),
      references: [references.bytes],
    })
    const { nearby, pass } = setUp(() => Promise.resolve(metainfo))
    const told = { ...advert, repoHash: hash, seq: references.seq }
    nearby.handle(seen(alice, told))
    expect(nearby.known(hash)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 1))
    expect(nearby.known(hash)!.references.digest).toBe(references.digest)
    nearby.handle(seen(alice, { ...told, seq: references.seq + 1 }))
    expect(nearby.known(hash)).toBeNull()
    nearby.handle(seen(alice, told))
    nearby.handle({ type: 'node-gone', peerId: alice })
    pass(GONE_FOR)
    nearby.tend()
    expect(nearby.known(hash)).toBeNull()
  })
})
