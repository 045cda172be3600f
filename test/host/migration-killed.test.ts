/** A node that is killed while it brings its data up to date does so at its next start. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { MIGRATIONS } from '../../src/main/store/migrations/index.ts'
import { buildScript } from './build-script.ts'

const PROJECTS = 9
const KILLED_AFTER = [1, 3, 2]

let folder: string
let data: string
let script: string
const children = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-migration-'))
  data = join(folder, 'data')
  script = await buildScript('./migrator.ts', join(folder, 'built'))
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

async function start(): Promise<ChildProcess> {
  const child = fork(script)
  children.add(child)
  child.once('exit', () => children.delete(child))
  await once(child, 'message')
  child.send(data)
  return child
}
const format = () => readFile(join(data, 'format'), 'utf8')
const records = () =>
  Promise.all(
    Array.from({ length: PROJECTS }, async (_, at) => {
      const text = await readFile(join(data, 'projects', String(at), 'project.json'), 'utf8')
      return JSON.parse(text) as { name: string; touched?: boolean }
    }),
  )

it('each killed one leaves whole files and the old number, and the last one finishes', async () => {
  const [before, after] = [`${MIGRATIONS.length}\n`, `${MIGRATIONS.length + 1}\n`]
  await (await openDataDir(data)).release()
  for (let at = 0; at < PROJECTS; at++) {
    await mkdir(join(data, 'projects', String(at)))
    await writeFile(join(data, 'projects', String(at), 'project.json'), JSON.stringify({ name: `p${at}` }))
  }
  for (const steps of KILLED_AFTER) {
    const child = await start()
    for (let step = 0; step < steps; step++) await once(child, 'message')
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    expect(await format()).toBe(before)
    const touched = (await records()).filter((record) => record.touched).length
    expect(touched).toBeGreaterThan(0)
    expect(touched).toBeLessThan(PROJECTS)
  }
  const last = await start()
  const gone = once(last, 'exit')
  for (let said = ''; said !== 'done';) [said] = (await once(last, 'message')) as [string]
  last.disconnect()
  await gone
  expect(await format()).toBe(after)
  expect(await records()).toEqual(
    Array.from({ length: PROJECTS }, (_, at) => ({ name: `p${at}`, touched: true })),
  )
  // What was half written is swept, and this version leaves alone what a later one made.
  const names = await readdir(data, { recursive: true })
  expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
  await expect(openDataDir(data)).rejects.toMatchObject({ code: 'DATA_DIR_NEWER' })
})
