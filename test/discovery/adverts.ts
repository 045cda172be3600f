/** Adverts of Alice, Bob and Carol, and of as many more as a test wants. */
import { createHash } from 'node:crypto'
import type { Advert, NodeAdvert, ProjectAdvert } from '../../src/main/discovery/types.ts'

export const hashOf = (text: string): string => createHash('sha1').update(text).digest('hex')

export const project = (name: string, more: Partial<ProjectAdvert> = {}): ProjectAdvert => ({
  repoHash: hashOf(`project ${name}`),
  name,
  publisher: { name: 'Alice', peerId: hashOf('Alice') },
  seq: 1,
  alternatives: [],
  complete: true,
  ...more,
})

/** An advert of the person `name`, whose key is made from the name. */
export const advert = (
  name: string,
  projects: readonly ProjectAdvert[] = [],
  more: Partial<NodeAdvert> = {},
): Advert => ({
  node: { name, peerId: hashOf(name), port: 49_152, directorySeq: 1, ...more },
  projects,
})
