/** What nodes tell their users: nothing goes wrong but what was made to. */
import { atHand, type World } from './world.ts'

const BAD = new Set(['failed', 'warning', 'refused'])
/** Several Alices are among them. */
const OF_A_NAMESAKE = /^A second \w+ publishes heads, with another key/
const OF_A_FULL_DISK = /disk|room|space|ENOSPC/i

/** Reads what happened since the last time. */
export async function readTold(world: World): Promise<void> {
  for (const person of atHand(world)) {
    const { events } = await person.node.client.call('activity', { after: person.lastActivity })
    for (const { id, time, kind, text } of events) {
      person.lastActivity = id
      if (!BAD.has(kind) || OF_A_NAMESAKE.test(text)) continue
      if (kind === 'refused' && time < person.visitedUntil) continue
      if (time < person.diskWasFullUntil && OF_A_FULL_DISK.test(text)) continue
      world.complain(`${person.label} was told (${kind}): ${text}`)
    }
  }
}
