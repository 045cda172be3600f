import { AppError } from '../../../shared/errors.ts'
import type { ReelInfo } from '../../gtp/types.ts'
import type { HostContext, ProjectEntry } from '../context.ts'
import { isTrusted } from './members.ts'
import { MAX_STRANGER_BYTES } from './stranger-budget.ts'

/** Refs that are fetched of a stranger without being asked. */
const MAX_STRANGER_REFS = 200

/** When it is looked again whether time has made room. Milliseconds. */
const LOOK_AGAIN = 10 * 60_000

/**
 * Nothing more is fetched of somebody whose key the user has not compared than one update, one key and all of them together
 * may bring. @throws AppError TOO_LARGE; with `retry` where it goes on by itself as time passes
 */
export function checkStranger(
  context: HostContext,
  home: ProjectEntry,
  entry: ProjectEntry,
  plan: readonly ReelInfo[],
): void {
  const { tagger, refs, digest } = entry.known!.references
  if (isTrusted(context, home, tagger.peerId)) return
  const bytes = plan.reduce((sum, reel) => sum + reel.bytes, 0)
  if (bytes > MAX_STRANGER_BYTES || refs.length > MAX_STRANGER_REFS) {
    const much = refs.length > MAX_STRANGER_REFS ? `${refs.length} refs` : `${Math.ceil(bytes / 1e6)} MB`
    throw new AppError(
      'TOO_LARGE',
      `${tagger.name} publishes ${much}, which is much from somebody whose key you have not compared`,
      'compare the words and mark the key as trusted to fetch them',
    )
  }
  if (entry.charged === digest) return
  const taken = home.strangers.take(tagger.peerId, bytes, performance.now())
  if (taken !== 'taken') throw waits(tagger.name, taken)
  entry.charged = digest
}

const waits = (name: string, whose: 'one' | 'all') =>
  new AppError(
    'TOO_LARGE',
    whose === 'one'
      ? `${name}, whose key you have not compared, publishes more than is fetched of one stranger in a day`
      : 'people whose keys you have not compared publish more than is fetched of all of them in a day',
    `compare the words of ${name} and mark the key as trusted to fetch these heads now; otherwise they come in some hours`,
    { retry: true, pause: LOOK_AGAIN },
  )
