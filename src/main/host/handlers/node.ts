import type { Handlers } from '../../../shared/rpc/server.ts'
import { cleanNickname } from '../../gtp/text.ts'
import { MAX_NICKNAME } from '../../gtp/limits.ts'
import { AppError } from '../../../shared/errors.ts'
import { expandHome } from '../expand-home.ts'
import { applyLimits } from '../apply-limits.ts'
import type { HostContext } from '../context.ts'

type Node = Pick<Handlers, 'status' | 'nearby' | 'updateSettings' | 'activity' | 'stop'>

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
    const { clonesDir, welcomed, uploadLimit, downloadLimit } = change
    await context.settings.update({
      ...(name === undefined ? {} : { name }),
      ...(clonesDir === undefined ? {} : { clonesDir: expandHome(clonesDir) }),
      ...(welcomed === undefined ? {} : { welcomed }),
      ...(uploadLimit === undefined ? {} : { uploadLimit }),
      ...(downloadLimit === undefined ? {} : { downloadLimit }),
    })
    if (name !== undefined) context.swarm.input({ type: 'rename', name })
    applyLimits(context)
    context.changed()
    return {}
  },

  activity: async ({ after = 0 }) => ({ events: [...context.activity.after(after)] }),

  stop: async () => {
    setTimeout(onStop, 50) // let the answer out first
    return {}
  },
})
