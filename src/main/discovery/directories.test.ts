import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { directoryDigest, encodeDirectory } from './directory-document.ts'
import { createDirectories } from './directories.ts'
import { DIRECTORY_RETRY, DIRECTORY_SPREAD, MAX_DIRECTORIES_AT_ONCE } from './limits.ts'
import { crowdOf, isLarge } from './network-size.ts'

const place = (number: number) => ({
  peerId: number.toString(16).padStart(40, '0'),
  addresses: [`10.0.0.${number}`],
  port: 7411,
})
const documentOf = (name: string) => encodeDirectory([{ name }])
const digestOf = (name: string) => directoryDigest(documentOf(name))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function makeReader(answers: (address: string) => Promise<Uint8Array>, nodes = 100) {
  const asked: string[] = []
  const told: string[] = []
  const directories = createDirectories({
    fetch: (address) => {
      asked.push(address)
      return answers(address)
    },
    onProjects: ({ peerId }, projects) =>
      told.push(`${peerId.slice(-2)} ${projects.map(({ name }) => name).join()}`),
    nodes: () => nodes,
    random: () => 0.5,
  })
  return { directories, asked, told }
}

describe('directories of others', () => {
  it('are fetched once for each change, after a while that grows with the network', async () => {
    let name = 'wine'
    const { directories, asked, told } = makeReader(() => Promise.resolve(documentOf(name)))
    directories.hear(place(1), digestOf('wine'))
    directories.hear(place(1), digestOf('wine'))
    await vi.advanceTimersByTimeAsync(50 * DIRECTORY_SPREAD - 1)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(told).toEqual(['01 wine'])
    directories.hear(place(1), digestOf('wine'))
    name = 'beer'
    directories.hear(place(1), digestOf('beer'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(asked).toHaveLength(2)
    expect(told).toEqual(['01 wine', '01 beer'])
  })

  it('that are not what was announced, or not had, are asked for ever more rarely', async () => {
    const { directories, asked, told } = makeReader(() => Promise.resolve(documentOf('other')), 0)
    directories.hear(place(1), digestOf('wine'))
    await vi.advanceTimersByTimeAsync(0)
    expect(asked).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(DIRECTORY_RETRY)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(DIRECTORY_RETRY)
    expect(asked).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(DIRECTORY_RETRY)
    expect(asked).toHaveLength(3)
    expect(told).toEqual([])
    directories.forget(place(1).peerId)
    await vi.advanceTimersByTimeAsync(3_600_000)
    expect(asked).toHaveLength(3)
  })

  it('are fetched a few at a time', async () => {
    const { directories, asked } = makeReader(() => new Promise(() => undefined), 0)
    for (let number = 1; number <= 100; number++) directories.hear(place(number), digestOf('wine'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveLength(MAX_DIRECTORIES_AT_ONCE)
  })
})

it('a network is large from fifty nodes on, and small again with forty', () => {
  expect([49, 50].map((nodes) => isLarge(nodes, false))).toEqual([false, true])
  expect([41, 40].map((nodes) => isLarge(nodes, true))).toEqual([true, false])
  expect([10, 50, 500, 4_000].map(crowdOf)).toEqual([1, 1, 10, 10])
})
