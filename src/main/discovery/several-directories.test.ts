import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  decodeDirectories,
  directoryDigest,
  encodeDirectories,
  encodeDirectory,
} from './directory-document.ts'
import { createDirectories, type FetchDirectories } from './directories.ts'
import { MAX_DIRECTORIES_ASKED } from './limits.ts'
import { MAX_DIRECTORY } from '../gtp/limits.ts'

const NODES = 100
const place = (number: number) => ({
  peerId: number.toString(16).padStart(40, '0'),
  addresses: [`10.0.0.${number}`],
  port: 7411,
})
const documentOf = (number: number) => encodeDirectory([{ name: `wine ${number}` }])
const digestOf = (number: number) => directoryDigest(documentOf(number))
const all = Array.from({ length: NODES }, (_, at) => documentOf(at + 1))

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function hearAll(fetchSeveral: FetchDirectories) {
  const single: string[] = []
  const several: (readonly string[])[] = []
  const told = new Set<string>()
  const directories = createDirectories({
    fetch: async (address) => {
      single.push(address)
      return documentOf(Number(address.split('.')[3]))
    },
    fetchSeveral: (address, port, digests) => {
      several.push(digests)
      return fetchSeveral(address, port, digests)
    },
    onProjects: ({ peerId }, [project]) => told.add(`${Number.parseInt(peerId, 16)} ${project!['name']}`),
    nodes: () => NODES,
    random: Math.random,
  })
  for (let number = 1; number <= NODES; number++) directories.hear(place(number), digestOf(number))
  await vi.advanceTimersByTimeAsync(120_000)
  return { directories, single, several, told }
}

it('one who holds them all is asked once, for all', async () => {
  const { directories, single, several, told } = await hearAll(async () => encodeDirectories(all))
  expect([single.length, several.length]).toEqual([0, 1])
  expect(several[0]!.length).toBeLessThanOrEqual(MAX_DIRECTORIES_ASKED)
  expect(told).toEqual(new Set(all.map((_, at) => `${at + 1} wine ${at + 1}`)))
  expect(directories.held(digestOf(7))).toEqual(documentOf(7))
  directories.forget(place(7).peerId)
  expect(directories.held(digestOf(7))).toBeUndefined()
})

it('what others do not hold is fetched from those whose it is', async () => {
  const own = async (address: string) =>
    encodeDirectories([documentOf(Number(address.split('.')[3])), documentOf(1_000)])
  const { several, told } = await hearAll(own)
  expect(told.size).toBeGreaterThan(NODES / 2)
  expect(several.length).toBeGreaterThan(NODES / 2)
})

it('what a stranger makes up for others is not believed, and their own is had all the same', async () => {
  const { told } = await hearAll(async () => encodeDirectories([encodeDirectory([{ name: 'lie' }])]))
  expect([...told].filter((each) => each.includes('lie'))).toEqual([])
  expect(told.size).toBeGreaterThan(0)
})

it('an answer has no more than fits', () => {
  const large = new Uint8Array(MAX_DIRECTORY / 3)
  const bytes = encodeDirectories([large, large, large, documentOf(1)])
  expect(bytes.length).toBeLessThanOrEqual(MAX_DIRECTORY)
  expect(decodeDirectories(bytes)).toHaveLength(3)
})
