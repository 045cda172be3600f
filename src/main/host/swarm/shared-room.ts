/** Memory that all links share: what is bounded for each of two hundred alone is gigabytes in all. */
import { fairGroup } from '../../gtp/ip-scope.ts'

export interface SharedRoom<Id> {
  /**
   * Tells what a link takes of it now, in bytes; 0 when nothing, or when it has gone.
   * @returns links that have to go: of the address that takes most, those that take most
   */
  hold(link: Id, address: string, bytes: number): readonly Id[]
}

/** @param total bytes */
export function createSharedRoom<Id>(total: number): SharedRoom<Id> {
  const held = new Map<Id, { readonly group: string; readonly bytes: number }>()
  let used = 0

  const drop = (link: Id) => {
    used -= held.get(link)?.bytes ?? 0
    held.delete(link)
  }

  const largest = (): Id => {
    const groups = new Map<string, number>()
    for (const { group, bytes } of held.values()) groups.set(group, (groups.get(group) ?? 0) + bytes)
    const [most] = [...groups].reduce((a, b) => (b[1] > a[1] ? b : a))
    const [link] = [...held]
      .filter(([, { group }]) => group === most)
      .reduce((a, b) => (b[1].bytes > a[1].bytes ? b : a))
    return link
  }

  return {
    hold(link, address, bytes) {
      drop(link)
      if (bytes === 0) return []
      held.set(link, { group: fairGroup(address), bytes })
      used += bytes
      const gone: Id[] = []
      while (used > total) {
        const next = largest()
        drop(next)
        gone.push(next)
      }
      return gone
    },
  }
}
