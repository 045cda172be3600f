import type { Hex } from '../../../shared/model.ts'
import { go, store } from '../../store/app.ts'

/** Goes to a commit of a project, wherever in its history it is. */
export function showCommit(repoHash: Hex, sha: Hex): void {
  store.getState().chooseCommit(repoHash, sha)
  go({ name: 'project', repoHash, tab: 'commits' })
}
