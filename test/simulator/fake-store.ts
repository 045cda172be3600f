import type { ReelInfo } from '../../src/main/gtp/types.ts'
import type { FakeReel } from './fake-project.ts'

/** Reels in memory. */
export interface FakeStore {
  open(reel: ReelInfo): void
  fill(reel: FakeReel): void
  read(id: string, offset: number, length: number): Uint8Array
  write(id: string, offset: number, data: Uint8Array): void
  equals(reel: FakeReel): boolean
}

export function createFakeStore(): FakeStore {
  const reels = new Map<string, Uint8Array>()
  return {
    open: (reel) => void (reels.has(reel.id) || reels.set(reel.id, new Uint8Array(reel.bytes))),
    fill: ({ info, content }) => void reels.set(info.id, content),
    read: (id, offset, length) => reels.get(id)!.subarray(offset, offset + length),
    write: (id, offset, data) => reels.get(id)!.set(data, offset),
    equals: ({ info, content }) => Buffer.from(reels.get(info.id) ?? []).equals(content),
  }
}
