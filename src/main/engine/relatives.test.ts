/** Related torrents that peers tell of. */
import { describe, expect, it } from 'vitest'
import { EXAMPLE_INFO } from '../../../test/gtp/example.ts'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { encodeRepoInfo, repoHash } from '../gtp/repo-info.ts'
import type { Message } from '../gtp/types.ts'
import { createEngine, step } from './engine.ts'
import { MAX_RELATIVES } from './limits.ts'
import type { Input, Output } from './types.ts'

const project = fakeProject(41, 20)
const child = fakeProject(42, 20, 1, [project.repo])
const stranger = fakeProject(43, 20)

function infoOf(number: number, alternatives: readonly string[]): Uint8Array {
  const nonce = new Uint8Array(16)
  new DataView(nonce.buffer).setUint32(4, number)
  return encodeRepoInfo({ ...EXAMPLE_INFO, nonce, alternatives })
}

function node(...known: ReturnType<typeof fakeProject>[]) {
  const state = createEngine({ peerId: 'a'.repeat(40), name: '', port: 1, agent: '', seed: 1 })
  let now = 0
  const input = (next: Input) => step(state, next, now)
  const hear = (link: number, message: Message) => input({ type: 'message', link, message })
  for (const one of known) input({ type: 'open-repo', repo: one.repo, known: one })
  return {
    input,
    hear,
    peer(link: number, repos: readonly string[], port = 7) {
      const address = `10.0.1.${link}`
      const peerId = String(link).padStart(40, '0')
      input({ type: 'link-up', link, peerId, address, port: 50_000, initiated: false })
      hear(link, { type: 'hello', version: 'GTP/0.2', name: '', port, agent: '' })
      for (const repo of repos) hear(link, { type: 'join', repo })
    },
    tick() {
      now += 500
      return input({ type: 'tick' })
    },
  }
}

const toldIn = (outputs: readonly Output[]) =>
  outputs.flatMap((output) =>
    output.type === 'send' && output.message.type === 'relative'
      ? [{ link: output.link, of: output.message.repo, repo: repoHash(output.message.info) }]
      : [],
  )
const heardIn = (outputs: readonly Output[]) =>
  outputs.flatMap((output) => (output.type === 'relative' ? output : []))

describe('a node tells', () => {
  it('who is in a project of the trackers next to it, once', () => {
    const alice = node(project, child, stranger)
    alice.peer(1, [project.repo])
    expect(toldIn(alice.tick())).toEqual([{ link: 1, of: project.repo, repo: child.repo }])
    expect(toldIn(alice.tick())).toEqual([])
  })

  it('who is in a tracker of what it stands next to', () => {
    const alice = node(project, child)
    alice.peer(1, [child.repo])
    expect(toldIn(alice.tick())).toEqual([{ link: 1, of: child.repo, repo: project.repo }])
  })

  it('of those that it learns of later, and nobody who is in them already', () => {
    const alice = node(project)
    alice.peer(1, [project.repo])
    alice.peer(2, [project.repo, child.repo])
    alice.peer(3, [stranger.repo])
    expect(toldIn(alice.tick())).toEqual([])
    alice.input({ type: 'open-repo', repo: child.repo, known: child })
    expect(toldIn(alice.tick())).toEqual([{ link: 1, of: project.repo, repo: child.repo }])
  })
})

describe('a node hears', () => {
  const at = { peerId: '1'.padStart(40, '0'), address: '10.0.1.1', port: 7 }

  it('of trackers next to what both are in, and where to ask', () => {
    const bob = node(project)
    bob.peer(1, [project.repo])
    const info = infoOf(1, [project.repo])
    const outputs = bob.hear(1, { type: 'relative', repo: project.repo, info })
    expect(heardIn(outputs)).toEqual([{ type: 'relative', repo: repoHash(info), at }])
  })

  it('nothing of what stands elsewhere, of what it is in, and from who is not in it or cannot be asked', () => {
    const bob = node(project, child)
    bob.peer(1, [project.repo])
    bob.peer(2, [stranger.repo])
    bob.peer(3, [project.repo], 0)
    const told = (link: number, repo: string, info: Uint8Array) =>
      heardIn(bob.hear(link, { type: 'relative', repo, info }))
    expect(told(1, project.repo, infoOf(1, [stranger.repo]))).toEqual([])
    expect(told(1, project.repo, child.info)).toEqual([])
    expect(told(1, stranger.repo, infoOf(1, [stranger.repo]))).toEqual([])
    expect(told(2, project.repo, infoOf(1, [project.repo]))).toEqual([])
    expect(told(3, project.repo, infoOf(1, [project.repo]))).toEqual([])
  })

  it('no more than a bounded number from one, whatever he makes up', () => {
    const bob = node(project)
    bob.peer(1, [project.repo])
    let heard = 0
    for (let number = 0; number < 1_000; number++) {
      const info = infoOf(number, [project.repo])
      heard += heardIn(bob.hear(1, { type: 'relative', repo: project.repo, info })).length
    }
    expect(heard).toBe(MAX_RELATIVES)
  })

  it('and ends with who sends something else', () => {
    const bob = node(project)
    bob.peer(1, [project.repo])
    const outputs = bob.hear(1, { type: 'relative', repo: project.repo, info: Uint8Array.of(100, 101) })
    expect(outputs.find(({ type }) => type === 'close')).toMatchObject({ code: 'bad-message', blame: true })
  })
})
