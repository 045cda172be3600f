/**
 * Time as this node has seen it pass, to tell how old something is that goes one day. A computer's clock may be put forward by a
 * month, or have been wrong from the start: by that alone nothing is old. So this one follows it in small steps, each of which is
 * looked at; it never goes back, and stands still while the node is off for longer.
 */
import { z } from 'zod'
import { readJson, writeJson } from './json-file.ts'

/** The most that is believed to have passed between two looks. Milliseconds; upkeep looks every hour. */
export const MAX_STEP = 2 * 3600_000

const schema = z.object({
  /** What this clock said, and what the computer's did, when it was last looked at; Unix milliseconds. */
  time: z.number().positive(),
  wall: z.number(),
})

export interface AgeClock {
  /** Unix milliseconds on a computer whose clock was always right, and that is always on; otherwise earlier, or later. */
  now(): number
  /** Looks at the computer's clock, and keeps what was seen. A disk that can't keep it makes things younger, which harms nothing. */
  look(): Promise<void>
}

/** Goes on with what `path` says; begins with the computer's clock where that says nothing. */
export async function openAgeClock(
  path: string,
  wall: () => number,
  onDamage: (text: string) => void,
): Promise<AgeClock> {
  const kept = await readJson(path, schema, onDamage).catch(() => null)
  let last = kept ?? { time: wall(), wall: wall() }
  const now = () => last.time + Math.min(Math.max(wall() - last.wall, 0), MAX_STEP)
  return {
    now,
    async look() {
      last = { time: now(), wall: wall() }
      await writeJson(path, last).catch(() => undefined)
    },
  }
}
