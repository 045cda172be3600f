import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { untilGone } from '../../src/main/cli/stop.ts'

it('waits until the data directory is free, and says so when it never is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gittorrent-stop-'))
  try {
    const dataDir = await openDataDir(folder)
    await expect(untilGone(folder, process.pid, 0)).rejects.toMatchObject({
      code: 'DATA_DIR_IN_USE',
      data: { pid: process.pid },
    })
    let isGone = false
    const gone = untilGone(folder, process.pid).then(() => (isGone = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(isGone).toBe(false)
    await dataDir.release()
    await gone
    // Another that has started meanwhile is none that one waits for.
    const next = await openDataDir(folder)
    await untilGone(folder, process.pid + 1)
    await next.release()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
