/** Adverts of Alice, Bob and Carol, and of as many more as a test wants. */
import { createHash, randomUUID } from 'node:crypto'
import type { Advert, NodeAdvert, ProjectAdvert } from '../../src/main/discovery/types.ts'

/** Other nodes may run on this machine, even those of another run of these tests: they share loopback with us. */
const RUN = randomUUID()
const ours = new Set<string>()

export const hashOf = (text: string): string => createHash('sha1').update(RUN).update(text).digest('hex')

/** The key of the person `name`, made from the name; from now on known as one of ours. */
export function peerIdOf(name: string): string {
  const peerId = hashOf(name)
  ours.add(peerId)
  return peerId
}

export const isOurs = (peerId: string): boolean => ours.has(peerId)

export const project = (name: string, more: Partial<ProjectAdvert> = {}): ProjectAdvert => ({
  repoHash: hashOf(`project ${name}`),
  name,
  publisher: { name: 'Alice', peerId: peerIdOf('Alice') },
  seq: 1,
  alternatives: [],
  complete: true,
  ...more,
})

/** An advert of the person `name`. */
export const advert = (
  name: string,
  projects: readonly ProjectAdvert[] = [],
  more: Partial<NodeAdvert> = {},
): Advert => ({
  node: { name, peerId: peerIdOf(name), port: 49_152, directorySeq: 1, ...more },
  projects,
})
