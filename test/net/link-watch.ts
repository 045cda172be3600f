import type { Link, Transport } from '../../src/main/net/types.ts'

/** The next link that comes in. */
export const nextLink = (transport: Transport): Promise<Link> =>
  new Promise((resolve) => transport.onLink(resolve))

/** Why a link closed. */
export const closeOf = (link: Link): Promise<string> => new Promise((resolve) => link.onClose(resolve))

export interface Collected {
  readonly chunks: Uint8Array[]
  size: number
}

/** All that arrives from now on. */
export function collect(link: Link): Collected {
  const collected: Collected = { chunks: [], size: 0 }
  link.onBytes((bytes) => {
    collected.chunks.push(bytes)
    collected.size += bytes.length
  })
  return collected
}

/** The next `count` bytes as one array; rejects when the link closes before. */
export function bytesOf(link: Link, count: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const collected = collect(link)
    link.onBytes(() => {
      if (collected.size >= count) resolve(new Uint8Array(Buffer.concat(collected.chunks)))
    })
    link.onClose((reason) => reject(new Error(`${collected.size} of ${count} bytes, then: ${reason}`)))
  })
}

/** Looks again and again until it is so. */
export async function until(isSo: () => boolean, timeout = 60_000): Promise<void> {
  const start = performance.now()
  while (!isSo()) {
    if (performance.now() - start > timeout) throw new Error(`not so after ${timeout} ms: ${isSo}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
