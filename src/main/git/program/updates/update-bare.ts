import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeBareLayout, type CloneLayout } from '../../clone-layout.ts'
import { formatPackedRefs } from '../../packed-refs.ts'
import { replaceFile } from '../../replace-file.ts'
import { syncPath, syncTree } from '../../sync-path.ts'
import { borrowObjects } from './quarantine.ts'

/** The bare repository that is a remote's URL follows: its refs are new, its objects are those of the user's repository. */
export async function updateBare(bare: string, layout: CloneLayout, common: string): Promise<void> {
  const isThere = await readFile(join(bare, 'HEAD')).then(
    () => true,
    () => false,
  )
  if (!isThere) await writeBareLayout(bare, layout)
  await borrowObjects(bare, join(common, 'objects'))
  const files = [
    ['packed-refs', formatPackedRefs(layout.refs)],
    ['HEAD', `ref: ${layout.head.name}\n`],
  ] as const
  for (const [name, text] of files) await replaceFile(join(bare, name), text)
  await (isThere ? syncPath(bare) : syncTree(bare))
}
