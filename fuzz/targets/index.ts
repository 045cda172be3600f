import type { Target } from '../target.ts'
import { bencode, metainfo, preview, repoInfo } from './formats.ts'
import { commits, gitmodules, packs, trees } from './git.ts'
import { links, markdown, plainText, rpc } from './people.ts'
import { references, refNames, signatures } from './references.ts'
import { directories, dnsSd, frames, trackerAnswers, trackerRequests } from './wire.ts'

/** Every reader of what strangers write. */
export const TARGETS: readonly Target[] = [
  ...[bencode, metainfo, repoInfo, preview, references, signatures, refNames],
  ...[frames, trackerRequests, trackerAnswers, dnsSd, directories],
  ...[links, rpc, plainText, markdown],
  ...[commits, trees, gitmodules, packs],
]
