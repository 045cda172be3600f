import { AppError } from '../../../../shared/errors.ts'
import { commonDir } from '../../object-store.ts'
import type { PublishedRefs, Repository } from '../../types.ts'
import { updateBare } from './update-bare.ts'

/** See Updates.showBare. */
export async function showBare(
  bare: string,
  repository: Repository,
  published: PublishedRefs,
): Promise<void> {
  const { objectFormat, refs } = published
  const head = refs.find(({ name }) => name === published.head)
  if (!head) throw new AppError('BAD_REFERENCES', `${published.head} is not published`, 'publish it again')
  const layout = { remote: '', url: bare, objectFormat, head, refs }
  await updateBare(bare, layout, await commonDir(repository.gitDir))
}
