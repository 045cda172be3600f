import type { Hex } from '../../../shared/model.ts'
import { attempt, copy, go, session, store } from '../../store/app.ts'
import { shown } from '../../../shared/text.ts'
import type { Family } from './families.ts'
import { joinTarget, ownOf, rowState } from './row.ts'

const projects = () => store.getState().state?.projects ?? {}

/** Starts a join; its progress arrives with the state. */
export async function join(repoHash: Hex): Promise<void> {
  const { setStarting } = store.getState()
  setStarting(repoHash, true)
  await attempt(session.call('join', { target: repoHash, wait: 'none' }))
  setStarting(repoHash, false)
}

/** Stops a join that runs or failed, and removes what it made. */
export const cancel = (repoHash: Hex) => attempt(session.call('cancelJoin', { project: repoHash }))

/** Starts a failed join again. */
export const retry = (repoHash: Hex) => attempt(session.call('retryJoin', { project: repoHash }))

/** Stops a download for now, or goes on with it. */
export const setPaused = (repoHash: Hex, paused: boolean) =>
  attempt(session.call(paused ? 'pause' : 'resume', { project: repoHash }))

/** What Enter does on a row. */
export function runPrimary(family: Family): void {
  const own = ownOf(family, projects())
  const state = rowState(family, own)
  if (state === 'joinable') void join(joinTarget(family).repoHash)
  else if (state === 'failed') void retry(own!.repoHash)
  else if (own) go({ name: 'project', repoHash: own.repoHash })
}

/** A look before joining; what is joined is opened instead. */
export function lookInto(family: Family): void {
  const state = rowState(family, ownOf(family, projects()))
  if (state !== 'joinable') return runPrimary(family)
  store.getState().openDialog({ name: 'preview', repoHash: joinTarget(family).repoHash })
}

/** The link where this node has one; else the repo hash, which Join by link takes as well. */
export function copyLink(family: Family): void {
  const own = ownOf(family, projects())
  const name = shown(family.root.name, 60)
  if (own?.link) void copy(own.link, `the link of ${name}`)
  else void copy(joinTarget(family).repoHash, `the repo hash of ${name}`)
}
