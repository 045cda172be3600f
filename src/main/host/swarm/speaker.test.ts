import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FrameDecoder } from '../../gtp/messages/frame-decoder.ts'
import type { Message } from '../../gtp/types.ts'
import { createSpeaker, NEWS_WAIT, PATIENT_WAIT } from './speaker.ts'

const have = (index: number): Message => ({
  type: 'have',
  reel: 'ab'.repeat(32),
  indexes: [index],
})

describe('a speaker', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  /** What each write to the link said: words, and numbers of blocks. */
  const listen = () => {
    const writes: (string | number)[][] = []
    const decoder = new FrameDecoder()
    const heard = (message: Message): readonly (string | number)[] =>
      message.type === 'have' ? message.indexes : [message.type]
    const speaker = createSpeaker((chunks) =>
      writes.push(chunks.flatMap((chunk) => decoder.push(chunk).flatMap(heard))),
    )
    return { speaker, writes }
  }

  it('says what comes alone at once, and what follows closely together', () => {
    const { speaker, writes } = listen()
    for (const index of [1, 2, 3]) speaker.say(have(index))
    expect(writes).toEqual([[1]])
    vi.advanceTimersByTime(NEWS_WAIT)
    expect(writes).toEqual([[1], [2, 3]])
    vi.advanceTimersByTime(NEWS_WAIT)
    speaker.say(have(4))
    expect(writes).toEqual([[1], [2, 3], [4]])
  })

  it('keeps the order, and lets news go along with anything else, which goes as soon as this turn is over', async () => {
    const { speaker, writes } = listen()
    for (const index of [1, 2]) speaker.say(have(index))
    speaker.say({ type: 'uninterested' })
    speaker.say(have(3))
    speaker.say({ type: 'choke' })
    expect(writes).toEqual([[1]])
    await Promise.resolve()
    expect(writes).toEqual([[1], [2, 'uninterested', 3, 'choke']])
    vi.advanceTimersByTime(NEWS_WAIT)
    expect(writes).toHaveLength(2)
  })

  it('lets patient news wait longer, but never anybody else for them', () => {
    const { speaker, writes } = listen()
    speaker.say(have(1), true)
    vi.advanceTimersByTime(NEWS_WAIT)
    speaker.say(have(2), true)
    expect(writes).toEqual([])
    vi.advanceTimersByTime(PATIENT_WAIT - NEWS_WAIT)
    expect(writes).toEqual([[1, 2]])
    vi.advanceTimersByTime(NEWS_WAIT)
    speaker.say(have(3), true)
    speaker.say(have(4))
    expect(writes).toEqual([
      [1, 2],
      [3, 4],
    ])
    speaker.say(have(5), true)
    speaker.say(have(6))
    vi.advanceTimersByTime(NEWS_WAIT)
    expect(writes).toHaveLength(3)
  })

  it('tells of blocks that follow one another in one message for each reel', () => {
    const frames: Uint8Array[] = []
    const speaker = createSpeaker((chunks) => frames.push(...chunks))
    const other = (index: number): Message => ({ type: 'have', reel: 'cd'.repeat(32), indexes: [index] })
    for (const message of [have(1), have(2), have(3), other(4), other(5), have(6)]) speaker.say(message)
    vi.advanceTimersByTime(NEWS_WAIT)
    const messages = frames.flatMap((frame) => new FrameDecoder().push(frame))
    expect(messages.flatMap((message) => (message.type === 'have' ? [message.indexes] : []))).toEqual([
      [1],
      [2, 3],
      [4, 5],
      [6],
    ])
  })

  it('lets no more than a bounded number wait', () => {
    const { speaker, writes } = listen()
    for (let index = 0; index <= 256; index++) speaker.say(have(index))
    expect(writes.map(({ length }) => length)).toEqual([1, 256])
    for (let index = 0; index < 1_000; index++)
      speaker.say({ type: 'have', reel: index.toString(16).padStart(64, '0'), indexes: [index] })
    expect(writes.length).toBeGreaterThan(15)
  })

  it('says nothing after its end', () => {
    const { speaker, writes } = listen()
    for (const index of [1, 2]) speaker.say(have(index))
    speaker.stop()
    vi.advanceTimersByTime(NEWS_WAIT)
    expect(writes).toEqual([[1]])
  })
})
