/** A running node leaves word in its data directory where commands can reach it. */
import { readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { layoutOf } from '../store/data-dir.ts'
import { holderOf } from '../store/take-lock.ts'
import { isAlive } from '../store/process-age.ts'
import { writeJson } from '../store/json-file.ts'

const schema = z.object({
  pid: z.number().int(),
  port: z.number().int(),
  peerId: z.string(),
  /** Path of the local socket (Windows: of the named pipe). */
  socket: z.string(),
  /** Address of the UI with its token; none where the node has a window. */
  ui: z.string().optional(),
})
export type Running = z.output<typeof schema>

export const writeRunning = (path: string, running: Running): Promise<void> => writeJson(path, running)
export const removeRunning = (path: string): Promise<void> => rm(path, { force: true })

/** The process that has taken the data directory, though it may not be ready yet, or is ending; null for none. */
export async function processOf(dataDir: string): Promise<number | null> {
  return (await holderOf(layoutOf(dataDir).lock))?.pid ?? null
}

/** Whether a node has taken the data directory, though it may not be ready yet. */
export const isStarting = async (dataDir: string): Promise<boolean> => (await processOf(dataDir)) !== null

/** The node that runs in a data directory; null when none does. */
export async function readRunning(dataDir: string): Promise<Running | null> {
  try {
    const running = schema.parse(JSON.parse(await readFile(layoutOf(dataDir).running, 'utf8')))
    return isAlive(running.pid) ? running : null
  } catch {
    return null
  }
}
