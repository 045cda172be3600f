import { AppError } from '../../../shared/errors.ts'
import { fetchMetainfo } from '../../net/fetch-shared.ts'
import type { HostContext } from '../context.ts'
import { readMetainfo } from '../read-metainfo.ts'
import type { Target } from './resolve-target.ts'

/** Asks those who should have a project for its metainfo, one after the other. NO_PEERS when none answers with a good one. */
export async function learnMetainfo(context: HostContext, target: Target): Promise<Target> {
  const places = [...target.hints, ...context.nearby.addressesOf(target.repoHash)]
  for (const { address, port } of places) {
    try {
      const bytes = await fetchMetainfo(address, port, target.repoHash)
      const { trackers, ...known } = readMetainfo(bytes, target.repoHash)
      return { ...target, known, name: known.references.name, trackers }
    } catch {
      // Away, or not what it should be: the next one may do.
    }
  }
  throw new AppError(
    'NO_PEERS',
    places.length === 0
      ? `nobody nearby shares ${target.repoHash}`
      : `none of the ${places.length} computers that should have ${target.repoHash} answered`,
    'check that you are on the same network as its publisher, or ask for a new link',
  )
}
