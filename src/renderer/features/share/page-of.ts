import type { NodeView } from '../../../shared/model.ts'
import { shellWord } from '../../../shared/shell-word.ts'

/** Address of the page that this node shows to browsers around it; null where nobody reaches it. */
export function pageOf({ discovery, port }: NodeView): string | null {
  const [first] = discovery.interfaces
  return first
    ? `http://${first.address.includes(':') ? `[${first.address}]` : first.address}:${port}/`
    : null
}

/** What somebody with plain git types; null where that can't be. */
export function cloneCommand(node: NodeView, repoHash: string, name: string): string | null {
  const page = pageOf(node)
  if (page === null || !node.guestAccess || node.gitVersion === null) return null
  const command = `git clone ${shellWord(`${page}${repoHash}.git`)}`
  return /^[\w][\w.-]{0,79}$/.test(name) ? `${command} ${name}` : command
}
