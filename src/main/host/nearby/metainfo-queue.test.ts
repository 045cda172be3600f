import { expect, it } from 'vitest'
import { createMetainfoQueue, MAX_QUEUED } from './metainfo-queue.ts'

const hash = (source: number, place: number) =>
  source.toString(16).padStart(4, '0') + place.toString(16).padStart(36, '0')

/** A queue whose questions nobody answers until that is asked for. */
function silentQueue() {
  const asked: string[] = []
  const pending: (() => void)[] = []
  const queue = createMetainfoQueue(
    (address) =>
      new Promise((_, reject) => {
        asked.push(address)
        pending.push(() => reject(new Error('nobody')))
      }),
    () => undefined,
  )
  /** Answers all that is under way, so often. */
  const answer = async (times: number) => {
    for (let time = 0; time < times; time++) {
      for (const end of pending.splice(0)) end()
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { queue, asked, answer }
}

it('a source that answers nothing, and tells of a thousand projects, keeps nobody else waiting', () => {
  const { queue, asked } = silentQueue()
  for (let place = 0; place < 2 * MAX_QUEUED; place++) queue.ask(hash(1, place), 1, '10.0.0.1', 9)
  queue.ask(hash(2, 0), 1, '10.0.0.2', 9)
  expect(asked).toEqual(['10.0.0.1', '10.0.0.1', '10.0.0.1', '10.0.0.2'])
})

it('all addresses of one IPv6 network are one source', () => {
  const { queue, asked } = silentQueue()
  for (let place = 0; place < 8; place++) queue.ask(hash(1, place), 1, `fd00::${place + 1}`, 9)
  expect(asked).toHaveLength(3)
})

it('sources take turns, and the one with most waiting gives way where there is no room', async () => {
  const { queue, asked, answer } = silentQueue()
  for (let place = 0; place < 2 * MAX_QUEUED; place++) queue.ask(hash(1, place), 1, '10.0.0.1', 9)
  for (let place = 0; place < 20; place++) queue.ask(hash(2, place), 1, '10.0.0.2', 9)
  await answer(10)
  const theirs = asked.filter((address) => address === '10.0.0.2').length
  expect(theirs).toBeGreaterThan(15)
})

it('what had to give way, or failed, may be asked for again', async () => {
  const { queue, asked, answer } = silentQueue()
  for (let place = 0; place < MAX_QUEUED + 3; place++) queue.ask(hash(1, place), 1, '10.0.0.1', 9)
  queue.ask(hash(2, 0), 1, '10.0.0.2', 9)
  for (let place = 0; place < 4; place++) queue.ask(hash(3, place), 1, '10.0.0.3', 9)
  await answer(MAX_QUEUED)
  const before = asked.length
  queue.ask(hash(1, MAX_QUEUED + 2), 1, '10.0.0.1', 9)
  queue.ask(hash(2, 0), 1, '10.0.0.2', 9)
  expect(asked.length).toBe(before + 2)
})
