import type { Project } from '../../../shared/model.ts'

export interface Share {
  readonly peerId: string
  readonly name: string
  readonly bytes: number
  /** 0 to 1 of the largest, for bars. */
  readonly length: number
  /** 0 to 1 of all that came. */
  readonly part: number
}

/** Who a project came from, most first. */
export function toShares(sources: Project['sources']): Share[] {
  const all = sources.reduce((sum, source) => sum + source.bytes, 0)
  const most = Math.max(1, ...sources.map((source) => source.bytes))
  return sources
    .filter((source) => source.bytes > 0)
    .map((source) => ({ ...source, length: source.bytes / most, part: source.bytes / all }))
    .sort((a, b) => b.bytes - a.bytes || (a.peerId < b.peerId ? -1 : 1))
}
