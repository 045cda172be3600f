/** A process of its own that takes a data directory when it is told to, and says how that went. */
import { openDataDir } from '../../src/main/store/data-dir.ts'

process.on('message', (folder: string) => {
  openDataDir(folder).then(
    () => process.send!('taken'),
    (error: { code?: string }) => process.send!(error.code ?? String(error)),
  )
})
process.send!('ready')
