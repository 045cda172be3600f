/** How gently it goes: others work on this computer too. */
import { setTimeout as delay } from 'node:timers/promises'
import { cpuSeconds } from '../bench/process-cost.ts'
import { AT_LAST, CPU_SHARE, PACE } from './limits.ts'
import type { World } from './world.ts'

/** Seconds of all cores so far: of this process, of all that ended, and of the nodes that run. */
export const cpuOfAll = ({ people }: World): number =>
  (cpuSeconds() ?? 0) + people.reduce((sum, { node }) => sum + (cpuSeconds(node.pid) ?? 0), 0)

/** @param began when the first node had been started */
export async function pause(
  world: World,
  began: { readonly at: number; readonly cpu: number },
): Promise<void> {
  await delay(PACE)
  const isDear = () => cpuOfAll(world) - began.cpu > (CPU_SHARE * (Date.now() - began.at)) / 1_000
  for (const end = Date.now() + AT_LAST; isDear() && Date.now() < end;) await delay(500)
}
