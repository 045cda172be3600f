import { z } from 'zod'
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
})
export type Settings = z.output<typeof settingsSchema>

export interface SettingsFile {
  readonly current: Settings
  update(change: Partial<Settings>): Promise<void>
}

/** Loads the settings, or begins with the defaults given. */
export async function openSettings(
  path: string,
  defaults: Settings,
  onDamage: (text: string) => void,
): Promise<SettingsFile> {
  let current = (await readJson(path, settingsSchema, onDamage)) ?? defaults
  return {
    get current() {
      return current
    },
    async update(change) {
      current = { ...current, ...change }
      await writeJson(path, current)
    },
  }
}
