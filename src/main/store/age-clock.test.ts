import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MAX_STEP, openAgeClock } from './age-clock.ts'

const HOUR = 3600_000
const DAY = 24 * HOUR
const BEGIN = 1_800_000_000_000

let folder: string
let wall: number
const open = () => openAgeClock(join(folder, 'clock.json'), () => wall, expect.unreachable)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-clock-'))
  wall = BEGIN
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('follows a clock that is right', async () => {
  const clock = await open()
  for (let hour = 0; hour < 48; hour++) {
    wall += HOUR
    await clock.look()
  }
  expect(clock.now()).toBe(BEGIN + 48 * HOUR)
})

it('a month at once is a step, while it runs and over a restart', async () => {
  const clock = await open()
  await clock.look()
  wall += 31 * DAY
  expect(clock.now()).toBe(BEGIN + MAX_STEP)
  await clock.look()
  expect((await open()).now()).toBe(BEGIN + MAX_STEP)
  wall += 31 * DAY
  expect((await open()).now()).toBe(BEGIN + 2 * MAX_STEP)
})

it('never goes back, and goes on from there', async () => {
  const clock = await open()
  wall += HOUR
  await clock.look()
  wall -= 400 * DAY
  expect(clock.now()).toBe(BEGIN + HOUR)
  await clock.look()
  wall += HOUR
  expect(clock.now()).toBe(BEGIN + 2 * HOUR)
})
