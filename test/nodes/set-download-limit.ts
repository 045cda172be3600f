import { connectControl } from '../../src/main/control/connect-control.ts'
import type { TestNode } from './start-node.ts'

/** Slows a node's downloads, so that a test can look at one half-way; null: as fast as it goes. Bytes per second. */
export async function setDownloadLimit(
  node: Pick<TestNode, 'dataDir'>,
  downloadLimit: number | null,
): Promise<void> {
  const client = await connectControl(node.dataDir)
  await client.call('updateSettings', { downloadLimit })
  client.close()
}
