/** Moving about in a project's files; where somebody is stays while he looks at another tab. */
import type { TreeEntry } from '../../../shared/files-model.ts'
import type { Hex } from '../../../shared/model.ts'
import { store } from '../../store/app.ts'
import { FILES_START } from '../../store/ui.ts'
import { foldersOf } from './rows.ts'

const openNow = (repoHash: Hex) => store.getState().files[repoHash]?.open ?? FILES_START.open

/** Makes a row the current one: a file is shown, and a folder unfolded or folded where `on` says so. */
export function goTo(
  repoHash: Hex,
  { path, kind }: { readonly path: string; readonly kind: TreeEntry['kind'] },
  on?: boolean,
): void {
  const { goInFiles } = store.getState()
  if (kind !== 'folder') return goInFiles(repoHash, { at: path, file: path })
  const others = openNow(repoHash).filter((each) => each !== path)
  const open = on === undefined ? openNow(repoHash) : on ? [...others, path] : others
  goInFiles(repoHash, { at: path, open })
}

/** Shows a file wherever it lies, with the folders above it unfolded. */
export function revealFile(repoHash: Hex, path: string): void {
  const open = [...new Set([...openNow(repoHash), ...foldersOf(path)])]
  store.getState().goInFiles(repoHash, { at: path, file: path, open })
}

/** Looks at another branch; the same file stays in sight where it has it. */
export const switchRef = (repoHash: Hex, ref: string): void => store.getState().goInFiles(repoHash, { ref })
