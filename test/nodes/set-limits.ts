import { connectControl } from '../../src/main/control/connect-control.ts'
import type { TestNode } from './start-node.ts'

type Limits = Partial<Record<'downloadLimit' | 'uploadLimit', number | null>>

/** Slows a node down, so that a test can look at a transfer half-way; null: as fast as it goes. Bytes per second. */
export async function setLimits(node: Pick<TestNode, 'dataDir'>, limits: Limits): Promise<void> {
  const client = await connectControl(node.dataDir)
  await client.call('updateSettings', limits)
  client.close()
}
