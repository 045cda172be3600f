/** What happened lately, for people: bounded, newest last, kept over restarts. */
import { z } from 'zod'
import type { Activity, Hex } from '../../shared/model.ts'
import { readJson, writeJson } from '../store/json-file.ts'
import type { StateStore } from './state-store.ts'

const MAX_ACTIVITY = 500
/** Events come in bursts: the file follows a moment later. Milliseconds. */
const SAVE_AFTER = 300

/** A merge that can be taken back. */
export interface Merge {
  readonly project: Hex
  readonly branch: string
  readonly theirs: Hex
  readonly before: Hex
  readonly after: Hex
}

export interface ActivityLog {
  /** @returns the event's id */
  add(event: Omit<Activity, 'id' | 'time' | 'undo'>, merge?: Merge): number
  /** The merge that an event tells of, while it can be taken back. */
  mergeOf(id: number): Merge | undefined
  /** It was. */
  markUndone(id: number): void
  /** From the oldest on, those after an id. */
  after(id: number): readonly Activity[]
  /** Everything is in the file. */
  close(): Promise<void>
}

const mergeSchema = z.object({
  project: z.string(),
  branch: z.string(),
  theirs: z.string(),
  before: z.string(),
  after: z.string(),
})
const fileSchema = z.object({
  lastId: z.number().int(),
  events: z.array(z.object({ activity: z.custom<Activity>(), merge: mergeSchema.optional() })),
})
type Stored = z.output<typeof fileSchema>

/** What was kept; `file` is null where it is kept in memory only, because what is there could not be read. */
async function load(path: string | null) {
  const none: Stored = { lastId: 0, events: [] }
  if (path === null) return { stored: none, file: null, trouble: '' }
  let trouble = ''
  try {
    const stored = await readJson(path, fileSchema, (text) => {
      trouble = text
    })
    return { stored: stored ?? none, file: path, trouble }
  } catch (error) {
    trouble = `${path} can't be read (${String(error)}); what happens now is kept until the node ends`
    return { stored: none, file: null, trouble }
  }
}

/** @param path null: kept in memory only */
export async function createActivityLog(
  state: StateStore,
  now: () => number,
  path: string | null,
): Promise<ActivityLog> {
  const { stored, file, trouble } = await load(path)
  const events = new Map(stored.events.map((event) => [event.activity.id, event]))
  let lastId = stored.lastId
  let timer: NodeJS.Timeout | null = null
  let saving: Promise<void> = Promise.resolve()
  for (const { activity } of events.values()) state.set('activity', String(activity.id), activity)

  const save = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (file === null) return
    const content: Stored = { lastId, events: [...events.values()] }
    // A log that can't be written stops nothing: it is still on the screen.
    saving = saving.then(() => writeJson(file, content)).catch(() => {})
  }
  const saveSoon = () => void (timer ??= setTimeout(save, SAVE_AFTER))

  const put = (event: Stored['events'][number]) => {
    events.set(event.activity.id, event)
    state.set('activity', String(event.activity.id), event.activity)
  }

  /** Of the merges into one branch the newest alone can be taken back: the others lie beneath it. */
  const tellUndo = ({ project, branch }: Merge) => {
    let newest = true
    for (const { activity, merge } of [...events.values()].reverse()) {
      if (merge?.project !== project || merge.branch !== branch) continue
      const { undo, ...rest } = activity
      if (newest !== (undo === 'possible'))
        put({ activity: newest ? { ...rest, undo: 'possible' } : rest, merge })
      newest = false
    }
  }

  // A file of an earlier version may offer more.
  for (const { merge } of [...events.values()]) if (merge) tellUndo(merge)

  const keep = (activity: Activity, merge?: Merge) => {
    put(merge ? { activity, merge } : { activity })
    for (const id of events.keys()) {
      if (events.size <= MAX_ACTIVITY) break
      events.delete(id)
      state.set('activity', String(id), null)
    }
    saveSoon()
  }

  const add: ActivityLog['add'] = (event, made) => {
    const id = ++lastId
    keep({ ...event, id, time: now() }, made)
    if (made) tellUndo(made)
    return id
  }
  if (trouble !== '') add({ kind: 'warning', project: null, person: null, text: trouble })

  return {
    add,
    mergeOf: (id) => events.get(id)?.merge,
    markUndone(id) {
      const found = events.get(id)
      if (!found) return
      keep({ ...found.activity, undo: 'done' })
      if (found.merge) tellUndo(found.merge)
    },
    after: (id) => [...events.values()].map(({ activity }) => activity).filter((event) => event.id > id),
    close() {
      save()
      return saving
    },
  }
}
