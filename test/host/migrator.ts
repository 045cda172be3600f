/** A process of its own that brings a data directory up to date, as a later version would; it can be killed half-way. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { MIGRATIONS, type Migration } from '../../src/main/store/migrations/index.ts'
import { writeAtomic } from '../../src/main/store/write-atomic.ts'

/** Gives each record a new field, one file after another. */
const rewriteRecords: Migration = {
  to: MIGRATIONS.length + 1,
  async run({ projects }) {
    for (const name of (await readdir(projects)).sort()) {
      const path = join(projects, name, 'project.json')
      const record = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
      if ('touched' in record) continue
      await writeAtomic(path, JSON.stringify({ ...record, touched: true }))
      process.send!('one more')
      // The parent may kill it here.
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  },
}

process.on('message', (folder: string) => {
  openDataDir(folder, [...MIGRATIONS, rewriteRecords]).then(
    async (dataDir) => {
      await dataDir.release()
      process.send!('done')
    },
    (error: { code?: string }) => process.send!(error.code ?? String(error)),
  )
})
process.send!('ready')
