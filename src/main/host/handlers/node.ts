import type { Handlers } from '../../../shared/rpc/server.ts'
import { cleanNickname } from '../../gtp/text.ts'
import { MAX_NICKNAME } from '../../gtp/limits.ts'
import { trackerUrl } from '../../tracker/announce-url.ts'
import { wordsOf } from '../../gtp/words.ts'
import { exportKey, importKey } from '../../store/move-identity.ts'
import { AppError } from '../../../shared/errors.ts'
import { gatherFacts } from '../doctor/gather-facts.ts'
import { judge } from '../doctor/judge.ts'
import { expandHome } from '../expand-home.ts'
import { applyLimits } from '../apply-limits.ts'
import type { HostContext } from '../context.ts'
import { findEntry } from '../projects/entry.ts'
import { freeProject } from '../storage/free-project.ts'
import { storageView } from '../storage/storage-view.ts'

type Node = Pick<
  Handlers,
  | 'status'
  | 'nearby'
  | 'updateSettings'
  | 'activity'
  | 'exportIdentity'
  | 'importIdentity'
  | 'doctor'
  | 'storage'
  | 'freeStorage'
  | 'stop'
>

/** @param onStop ends the process that the host lives in */
export const nodeHandlers = (context: HostContext, onStop: () => void): Node => ({
  status: async () => {
    context.changed() // as of now, not of the last time that somebody looked
    return context.state.snapshot()
  },

  nearby: async ({ wait = 0 }) => {
    if (wait > 0) {
      context.discovery?.refresh()
      await new Promise((resolve) => setTimeout(resolve, wait * 1000))
    }
    context.changed()
    return {
      projects: Object.values(context.state.snapshot().nearby).filter(({ goneSince }) => goneSince === null),
    }
  },

  updateSettings: async (change) => {
    const name = change.name === undefined ? undefined : cleanNickname(change.name, MAX_NICKNAME, '')
    if (name === '') throw new AppError('BAD_INPUT', 'a name needs a letter', 'type another name')
    for (const url of change.trackers ?? []) trackerUrl(url)
    const { clonesDir, name: _, ...rest } = change
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
    await context.settings.update({
      ...(name === undefined ? {} : { name }),
      ...(clonesDir === undefined ? {} : { clonesDir: expandHome(clonesDir) }),
      ...given,
    })
    if (name !== undefined) context.swarm.input({ type: 'rename', name })
    applyLimits(context)
    if (change.storeQuota !== undefined) context.quota.soon(0)
    context.changed()
    return {}
  },

  activity: async ({ after = 0 }) => ({ events: [...context.activity.after(after)] }),

  exportIdentity: async ({ path, passphrase }) => {
    const file = expandHome(path)
    await exportKey(context.identity, file, passphrase)
    return { path: file }
  },

  importIdentity: async ({ path, passphrase }) => {
    const { identity, kept } = await importKey(context.dataDir.identity, expandHome(path), passphrase)
    return { peerId: identity.peerId, words: wordsOf(identity.peerId), kept }
  },

  doctor: async () => ({ checks: judge(await gatherFacts(context)) }),

  storage: () => storageView(context),
  freeStorage: ({ project, onlyCopy = false }) => freeProject(context, findEntry(context, project), onlyCopy),

  stop: async () => {
    setTimeout(onStop, 50) // let the answer out first
    return {}
  },
})
