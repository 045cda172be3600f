/** Where the window was when it was last closed, and where it may be now. Lengths are in device-independent pixels. */
import { z } from 'zod'

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowPlace {
  readonly width: number
  readonly height: number
  /** Absent: the desktop decides. */
  readonly x?: number
  readonly y?: number
  readonly maximized: boolean
}

export const MIN_SIZE = { width: 720, height: 520 } as const
const DEFAULT_SIZE = { width: 1200, height: 800 } as const
/** So much of the title bar has to be on a display, or nobody could move the window back. */
const GRIP = { width: 120, height: 32 } as const

const schema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximized: z.boolean(),
})
export type SavedPlace = z.output<typeof schema>

/**
 * @param saved what the file held; anything at all
 * @param workAreas of the displays that are there now, the primary one first
 */
export function restorePlace(saved: unknown, workAreas: readonly Rectangle[]): WindowPlace {
  const parsed = schema.safeParse(saved)
  const last = parsed.success ? parsed.data : null
  const area = (last && workAreas.find((candidate) => showsGrip(last, candidate))) ?? null
  const room = area ?? workAreas[0] ?? { x: 0, y: 0, ...DEFAULT_SIZE }
  const size = {
    width: between(MIN_SIZE.width, last?.width ?? DEFAULT_SIZE.width, room.width),
    height: between(MIN_SIZE.height, last?.height ?? DEFAULT_SIZE.height, room.height),
  }
  const position = last && area ? { x: last.x, y: Math.max(last.y, area.y) } : {}
  return { ...size, ...position, maximized: last?.maximized ?? false }
}

function showsGrip(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x)
  const top = window.y >= area.y - GRIP.height && window.y <= area.y + area.height - GRIP.height
  return width >= GRIP.width && top
}

/** The maximum wins: a small display needs a small window. */
const between = (min: number, value: number, max: number) => Math.min(Math.max(min, value), max)
