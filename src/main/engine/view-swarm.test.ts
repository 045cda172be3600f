import { beforeEach, expect, it } from 'vitest'
import { fakeProject } from '../../../test/simulator/fake-project.ts'
import { packBits } from './bitmap.ts'
import { BLOCK_ARRIVING, BLOCK_MISSING, createEngine, step, viewSwarm, type EngineState } from './engine.ts'
import type { Input } from './types.ts'

const project = fakeProject(1, 20)
const other = fakeProject(2, 20)
const { info, hashes } = project.reels.at(-1)!
const blocks = Math.ceil(info.bytes / info.blockSize)

let state: EngineState
const put = (input: Input) => step(state, input, 0)
const hear = (link: number, message: Extract<Input, { type: 'message' }>['message']) =>
  put({ type: 'message', link, message })

function arrive(link: number, repo: string, has: readonly number[]): void {
  const peerId = String(link).padStart(40, '0')
  put({ type: 'link-up', link, peerId, address: '10.0.0.1', port: 9, initiated: false })
  hear(link, { type: 'hello', version: 'GTP/0.2', name: `peer ${link}`, port: 70 + link, agent: '' })
  hear(link, { type: 'join', repo })
  const have = Uint8Array.from({ length: blocks }, (_, index) => Number(has.includes(index)))
  if (has.length > 0) hear(link, { type: 'bitfield', reel: info.id, bits: packBits(have) })
}

beforeEach(() => {
  state = createEngine({ peerId: 'a'.repeat(40), name: 'alice', port: 1, agent: '', seed: 5 })
  for (const known of [project, other]) put({ type: 'open-repo', repo: known.repo, known })
})

it('counts copies of what is here, and tells what comes from what is missing', () => {
  const have = new Uint8Array(blocks)
  have[0] = have[1] = 1
  put({ type: 'open-reel', reel: info, hashes, have })
  arrive(1, project.repo, [0, 2])
  arrive(2, project.repo, [0])
  put({ type: 'want', repo: project.repo, reels: [{ id: info.id, priority: 0 }] })
  hear(1, { type: 'unchoke' })
  const seen = viewSwarm(state, [project.repo], [info.id, 'ff'.repeat(32)], 0).blocks
  expect([...seen.keys()]).toEqual([info.id])
  expect([...seen.get(info.id)!].slice(0, 4)).toEqual([3, 1, BLOCK_ARRIVING, BLOCK_MISSING])
})

it('shows those who take part, with what they have of it', () => {
  put({ type: 'open-reel', reel: info, hashes, have: 'all' })
  arrive(1, project.repo, [0, 2])
  arrive(2, other.repo, [])
  arrive(3, project.repo, [])
  const { peers } = viewSwarm(state, [project.repo], [info.id], 0)
  expect(peers).toMatchObject([
    { link: 1, name: 'peer 1', port: 71, have: 2, of: blocks, repos: 1, weInterested: false },
    { link: 3, have: 0, of: 0 },
  ])
})
