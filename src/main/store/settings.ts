import { z } from 'zod'
import { createTurns } from '../../shared/turns.ts'
import { readJson, writeJson } from './json-file.ts'

export const settingsSchema = z.object({
  name: z.string().min(1).max(60),
  clonesDir: z.string().min(1),
  welcomed: z.boolean(),
  /** Bytes per second in all; null: as fast as it goes. */
  uploadLimit: z.number().positive().nullable().default(null),
  downloadLimit: z.number().positive().nullable().default(null),
  /** Peer IDs of people whose words the user compared: auto-merge takes from them. */
  trusted: z.array(z.string()).default([]),
  /** Bytes that reels may take beside the clones; null: as much as there is. */
  storeQuota: z.number().positive().nullable().default(20e9),
  /** What new projects begin with. */
  autoMerge: z.enum(['off', 'ff', 'clean']).default('off'),
  /** Names of the network interfaces to speak on; null: all that lead to neighbours. */
  wantedInterfaces: z.array(z.string()).min(1).nullable().default(null),
  /** URLs of outside trackers for what this node publishes: asked, and named to all who join it. */
  trackers: z.array(z.string()).default([]),
  /** Whether people without the app may read what is shared, with plain git. */
  guestAccess: z.boolean().default(true),
  /** TCP port for peers, from the next start on; null: the usual one. */
  wantedPort: z.number().int().min(1).max(65_535).nullable().default(null),
})
export type Settings = z.output<typeof settingsSchema>

export interface SettingsFile {
  readonly current: Settings
  /** What can't be kept is not so: it rejects, and all is as before, until the next start at least. */
  update(change: Partial<Settings>): Promise<void>
}

/** Loads the settings, or begins with the defaults given. */
export async function openSettings(
  path: string,
  defaults: z.input<typeof settingsSchema>,
  onDamage: (text: string) => void,
): Promise<SettingsFile> {
  const inTurn = createTurns()
  let current = (await readJson(path, settingsSchema, onDamage)) ?? settingsSchema.parse(defaults)
  return {
    get current() {
      return current
    },
    update: (change) =>
      inTurn(async () => {
        const next = { ...current, ...change }
        await writeJson(path, next)
        current = next
      }),
  }
}
