import type { TipFirst } from '../types.ts'
import { remoteNames } from './remote-names.ts'
import { checkOutTip } from './clone.ts'
import { holdsConnected } from './holds-connected.ts'
import { indexHistory, isHistoryIndexed } from './index-history.ts'
import { installHistory, keepShallow } from './install-history.ts'
import type { GitProgram } from './run.ts'

export const tipFirst = (git: GitProgram): TipFirst => ({
  checkOutTip: (source, target, progress, signal) => checkOutTip(git, source, target, progress, signal),
  indexHistory: (target, progress, signal) => indexHistory(git, target, progress, signal),
  isHistoryIndexed,
  installHistory: (install, signal) => installHistory(git, install, signal),
  keepShallow: (path, headCommit) => keepShallow(git, path, headCommit),
  holdsConnected: (repository, points) => holdsConnected(git, repository, points),
  remoteNames: (repository) => remoteNames(git, repository),
})
