import { formatLink } from '../../gtp/link.ts'
import type { HostContext, ProjectEntry } from '../context.ts'

/** Addresses in a link are where this node is now. */
export function linkOf(context: HostContext, entry: ProjectEntry): string {
  const addresses = context.addresses().map((address) => ({ address, port: context.port }))
  return formatLink({
    repoHash: entry.record.repoHash,
    name: entry.record.name,
    addresses: addresses.slice(0, 8),
  })
}
