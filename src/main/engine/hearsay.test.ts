/** What strangers merely say may cost a question, never our own sight of the network. */
import { describe, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { createEngine, step } from './engine.ts'
import { DIAL_TIMEOUT, MAX_CANDIDATES, MAX_DIALS, MAX_IN_FLIGHT } from './limits.ts'
import { MAX_REPOS_PER_CONNECTION } from '../gtp/limits.ts'
import type { Message } from '../gtp/types.ts'
import type { Input, Output } from './types.ts'

const SELF = 'a'.repeat(40)
const peerIdOf = (number: number) => String(number).padStart(40, '0')
const project = fakeProject(31, 20)
const history = project.reels[1]!

function node(known: typeof project | null = null) {
  const state = createEngine({ peerId: SELF, name: '', port: 1, agent: '', seed: 1 })
  let now = 0
  let lastLink = 0
  const input = (next: Input) => step(state, next, now)
  const hear = (link: number, message: Message) => input({ type: 'message', link, message })
  input({ type: 'open-repo', repo: project.repo, known })
  return {
    state,
    input,
    hear,
    up(peerId: string, place: { address: string; port: number }, initiated: boolean) {
      input({ type: 'link-up', link: ++lastLink, peerId, ...place, initiated })
      return lastLink
    },
    /** A peer that dialled us, said hello and joined. */
    peer(number: number) {
      const link = this.up(peerIdOf(number), { address: `10.0.1.${number}`, port: 50_000 }, false)
      hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port: 0, agent: '' })
      hear(link, { type: 'join', repo: project.repo })
      return link
    },
    hint: (address: string, peerId?: string) =>
      input({
        type: 'candidate',
        repo: project.repo,
        peer: peerId === undefined ? { address, port: 7 } : { address, port: 7, peerId },
      }),
    /** Ticks, with `also` after each one; peers stay alive. */
    pass(duration: number, also: (outputs: Output[]) => void = () => {}) {
      for (const end = now + duration; now < end;) {
        now += 500
        also(input({ type: 'tick' }))
        for (const { id, hello } of state.links.values()) if (hello) hear(id, { type: 'keep-alive' })
      }
    },
  }
}

const dialsIn = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'dial' ? output : []))

/** How often somebody who refuses every link is dialled in five minutes. */
function dialsOf(peerId: string, answer: Message | null): number {
  const alice = node()
  let dials = 0
  const connect = (outputs: Output[]) => {
    for (const { address, port } of dialsIn(outputs)) {
      dials++
      const link = alice.up(peerId, { address, port }, true)
      if (answer) alice.hear(link, answer)
    }
  }
  connect(alice.hint('10.0.0.1'))
  alice.pass(5 * 60_000, connect)
  return dials
}

describe('hints', () => {
  it('that lead to this node itself, or to one that is full, are followed less and less often', () => {
    expect(dialsOf(SELF, null)).toBeLessThan(15)
    expect(dialsOf(peerIdOf(1), { type: 'goodbye', code: 'full', text: '' })).toBeLessThan(15)
  })

  it('of peers neither push out nor rename what the host told, and wait behind it', () => {
    const alice = node()
    for (let i = 0; i < 20; i++) alice.hint(`10.9.0.${i}`, peerIdOf(900 + i))
    const liar = alice.peer(1)
    for (let round = 0; round < 30; round++) {
      const peers = Array.from({ length: 50 }, (_, i) => ({
        peerId: peerIdOf(round * 50 + i + 1_000),
        address: round === 29 && i < 20 ? `10.9.0.${i}` : `10.${round + 10}.0.${i}`,
        port: 7,
      }))
      alice.hear(liar, { type: 'peers', repo: project.repo, peers })
    }
    const { candidates } = alice.state.repos.get(project.repo)!
    expect(candidates.size).toBe(MAX_CANDIDATES)
    const told = [...candidates.values()].filter(({ address }) => address.startsWith('10.9.'))
    expect(told.map(({ peerId }) => peerId)).toEqual(told.map((_, i) => peerIdOf(900 + i)))
    expect(told).toHaveLength(20)
  })

  it('whose address the socket spells in another way do not use up the budget', () => {
    const alice = node()
    const zeros = Array.from({ length: MAX_DIALS }, (_, i) => `fd00::${'0'.repeat((i % 3) + 1)}${i >> 1}:1`)
    const spellings = [...new Set(zeros), 'FD00::1', 'fd00:0::1', 'Fd00::1', 'fD00::1', 'fd00::0001']
    for (const spelling of spellings) {
      for (const { port, expect: peerId } of dialsIn(alice.hint(spelling, peerIdOf(5)))) {
        const link = alice.up(peerId!, { address: 'fd00::1', port }, true)
        alice.input({ type: 'link-down', link, reason: '' })
      }
    }
    expect([...alice.state.dials.values()].filter(({ pending }) => pending)).toEqual([])
    expect(dialsIn(alice.hint('10.0.0.6', peerIdOf(6)))).toHaveLength(1)
  })

  it('that a driver never answers end after a while', () => {
    const alice = node()
    for (let i = 0; i < MAX_DIALS; i++) alice.hint(`10.0.0.${i}`, peerIdOf(100 + i))
    expect(dialsIn(alice.hint('10.0.2.1', peerIdOf(7)))).toEqual([])
    let dialled = 0
    alice.pass(DIAL_TIMEOUT + 1_000, (outputs) => {
      dialled += dialsIn(outputs).filter(({ address }) => address === '10.0.2.1').length
    })
    expect(dialled).toBe(1)
  })
})

describe('who never answers', () => {
  it.each([1, 2, 3])('%i of them do not keep an honest peer from being asked', (silent) => {
    const alice = node()
    for (const { info } of project.reels)
      alice.input({ type: 'open-reel', reel: info, hashes: null, have: 'none' })
    alice.input({ type: 'want', repo: project.repo, reels: [{ id: history.info.id, priority: 0 }] })
    const links = Array.from({ length: silent + 1 }, (_, i) => alice.peer(i + 1))
    for (const link of links) {
      alice.hear(link, { type: 'references', repo: project.repo, seq: 5, digest: 'c'.repeat(64) })
      alice.hear(link, { type: 'bitfield', reel: history.info.id, bits: Uint8Array.of(255) })
    }
    const asked = new Set<string>()
    alice.pass(10 * 60_000, (outputs) => {
      for (const output of outputs)
        if (output.type === 'send' && output.link === links.at(-1)) asked.add(output.message.type)
    })
    expect([...asked]).toEqual(expect.arrayContaining(['get-references', 'get-hashes']))
  })
})

describe('equivocation', () => {
  const notices = (outputs: Output[]) => outputs.filter(({ type }) => type === 'notice')
  const claim = (digest: string): Message => ({ type: 'references', repo: project.repo, seq: 1, digest })

  it('that is merely claimed accuses nobody', () => {
    const alice = node(project)
    const liar = alice.peer(1)
    const heard = Array.from({ length: 300 }, (_, i) =>
      alice.hear(liar, claim(peerIdOf(i).padStart(64, '0'))),
    )
    expect(notices(heard.flat())).toEqual([])
  })

  it('that is proved is told once', () => {
    const alice = node(project)
    const peer = alice.peer(1)
    // Signed anew: ECDSA gives another signature, so another object with the same number.
    const { info, references } = fakeProject(31, 20)
    expect(references.digest).not.toBe(project.references.digest)
    const proof: Message = { type: 'references-object', repo: project.repo, info, object: references.bytes }
    const heard = [1, 2, 3].flatMap(() => [
      ...alice.hear(peer, claim(references.digest)),
      ...alice.hear(peer, proof),
    ])
    expect(notices(heard)).toEqual([expect.objectContaining({ kind: 'refused', repo: project.repo })])
    expect(alice.state.repos.get(project.repo)!.known!.references.digest).toBe(project.references.digest)
    expect(alice.state.links.has(peer)).toBe(true)
  })
})

describe('bounds of our own', () => {
  it('no more projects are opened than a peer takes on a connection', () => {
    const alice = node()
    const outputs = Array.from({ length: MAX_REPOS_PER_CONNECTION }, (_, i) =>
      alice.input({ type: 'open-repo', repo: peerIdOf(i), known: null }),
    ).flat()
    expect(alice.state.repos.size).toBe(MAX_REPOS_PER_CONNECTION)
    expect(outputs).toEqual([expect.objectContaining({ type: 'notice', kind: 'warning' })])
  })

  it('bytes asked for have one bound, however many peers there are', () => {
    const MiB = 1024 * 1024
    const alice = node(project)
    // The engine looks at no block here: the list of hashes may be anything.
    const reel = { ...history.info, blockSize: MiB, bytes: 2_000 * MiB }
    alice.input({ type: 'open-reel', reel, hashes: new Uint8Array(2_000 * 32), have: 'none' })
    alice.input({ type: 'want', repo: project.repo, reels: [{ id: reel.id, priority: 0 }] })
    for (let i = 1; i <= 100; i++) {
      const link = alice.peer(i)
      alice.hear(link, { type: 'bitfield', reel: reel.id, bits: new Uint8Array(250).fill(255) })
      alice.hear(link, { type: 'unchoke' })
    }
    const asked = [...alice.state.links.values()].reduce((sum, link) => sum + link.asked.size, 0)
    expect(asked * MiB).toBe(MAX_IN_FLIGHT)
    expect(alice.state.askedBytes).toBe(MAX_IN_FLIGHT)
    for (const { id } of [...alice.state.links.values()])
      alice.input({ type: 'link-down', link: id, reason: '' })
    expect(alice.state.askedBytes).toBe(0)
  })

  it('after the goodbye nothing is begun', () => {
    const alice = node()
    alice.input({ type: 'shutdown' })
    const late = { link: 9, peerId: peerIdOf(1), address: '10.0.0.1', port: 7, initiated: true } as const
    expect(alice.input({ type: 'link-up', ...late })).toMatchObject([{ type: 'close', code: 'shutdown' }])
    expect(alice.hint('10.0.0.2')).toEqual([])
  })
})
