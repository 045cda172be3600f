import { open } from 'node:fs/promises'

/** Makes a file's bytes, or a folder's names, outlive a power cut. Windows can't do that through a reader's handle. */
export async function syncPath(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
