/** Who is in the room, and what each of them advertises. */
import { sha1 } from '../../src/main/gtp/crypto.ts'
import { encodeUtf8 } from '../../src/main/gtp/bytes.ts'
import type { Advert, ProjectAdvert } from '../../src/main/discovery/types.ts'

export const PROJECTS = 5
const PORT = 7411

const key = (text: string) => sha1(encodeUtf8(text))
export const idOf = (number: number): string => key(`node ${number}`)
/** One machine each, in one network of 65,534. */
export const addressOf = (number: number): string => `10.77.${1 + (number >> 8)}.${number & 255}`

/** The project of that node; what others hold of it differs in how new it is. */
const projectOf = (publisher: number, seq: number, complete: boolean): ProjectAdvert => ({
  repoHash: key(`project ${publisher}`),
  name: `project of ${publisher}`,
  publisher: { name: `Person ${publisher}`, peerId: idOf(publisher) },
  seq,
  alternatives: [],
  complete,
})

/**
 * One project of its own and four of others: that of node 0 for the first `holders`, else those of the next ones.
 * @param shared how new the project of node 0 is there
 */
export function advertOf(
  number: number,
  room: { readonly nodes: number; readonly holders: number },
  shared: { readonly seq: number; readonly complete: boolean },
): Advert {
  const holds = number < room.holders && number > 0
  const others = Array.from({ length: PROJECTS - 1 }, (_, at) => 1 + ((number + at) % (room.nodes - 1)))
  const publishers = holds ? [number, 0, ...others.slice(0, PROJECTS - 2)] : [number, ...others]
  return {
    node: { name: `Person ${number}`, peerId: idOf(number), port: PORT, directorySeq: shared.seq },
    projects: publishers.map((publisher) =>
      publisher === 0 ? projectOf(0, shared.seq, shared.complete) : projectOf(publisher, 1, true),
    ),
  }
}
