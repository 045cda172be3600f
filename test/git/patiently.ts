import { setTimeout as pause } from 'node:timers/promises'

const ATTEMPTS = 40
/** Between two, milliseconds. */
const PAUSE = 150

/** As a person does who reads "index.lock exists": once more, a moment later. Whether it worked. */
export async function patiently(work: () => unknown): Promise<boolean> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      work()
      return true
    } catch (error) {
      const { stderr = '' } = error as { stderr?: string }
      if (!/\.lock|cannot lock ref|unable to (create|update)/i.test(stderr)) return false
      await pause(PAUSE)
    }
  }
  return false
}
