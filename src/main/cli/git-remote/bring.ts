/** From a link to a repository on this computer that git can be connected with. */
import { AppError } from '../../../shared/errors.ts'
import type { Project } from '../../../shared/model.ts'
import type { Client } from '../../../shared/rpc/client.ts'
import type { Say } from './say.ts'

/** How long somebody who shares it is looked for. Milliseconds. */
const LOOK_FOR = 10_000
/** Between two looks at a download. Milliseconds. */
const LOOK_EVERY = 250

/**
 * Joins the project where this node has not joined it yet, waits until it is whole and as new as people here have it.
 * @param target link, repo hash or name
 * @returns path of a bare repository with exactly what is published
 */
export async function bring(node: Client, target: string, say: Say): Promise<string> {
  const { repoHash } = await joinPatiently(node, target, say)
  const { name } = await untilWhole(node, repoHash, say)
  say.line(`Asking who shares ${name} for newer commits`)
  const { bare, others, trouble } = await node.call('gitSource', { project: repoHash })
  if (trouble) say.warn(`what you get may not be the newest: ${trouble}`)
  else if (others === 0 && !(await isOwn(node, repoHash)))
    say.warn(`nobody who shares ${name} can be reached: you get what this computer has`)
  return bare
}

const isOwn = async (node: Client, project: string) =>
  (await node.call('project', { project })).role === 'publisher'

/** A node that has just started has heard of nobody yet. */
async function joinPatiently(node: Client, target: string, say: Say): Promise<{ repoHash: string }> {
  for (const until = Date.now() + LOOK_FOR; ;) {
    try {
      return await node.call('join', { target, forGit: true })
    } catch (error) {
      const { code } = AppError.of(error)
      if ((code !== 'NO_PEERS' && code !== 'UNKNOWN_PROJECT') || Date.now() > until) throw error
      say.line('Looking for somebody who shares it')
      await node.call('nearby', { wait: 1 })
    }
  }
}

async function untilWhole(node: Client, project: string, say: Say): Promise<Project> {
  for (;;) {
    const view = await node.call('project', { project })
    if (view.role === 'publisher' || view.state === 'joined') return view
    if (view.state === 'failed') {
      const { message, action } = view.error ?? {
        message: `joining ${view.name} failed`,
        action: 'try again',
      }
      throw new AppError('INTERNAL', message, action)
    }
    if (view.paused)
      throw new AppError('CANCELLED', `${view.name} is paused`, 'let it go on in the app, and try again')
    say.progress(view.phase || 'Looking for peers', view.progress, view.transfer)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY))
  }
}
