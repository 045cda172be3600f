import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createActivityLog, type Merge } from './activity-log.ts'
import { createStateStore } from './state-store.ts'

const merge = (branch: string, project = 'aa'.repeat(20)): Merge => ({
  ...{ project, branch },
  theirs: '1'.repeat(40),
  before: '2'.repeat(40),
  after: '3'.repeat(40),
})

it('of the merges into one branch the newest can be taken back, and after it the one beneath', async () => {
  const log = await createActivityLog(createStateStore(), () => 1, null)
  const add = (made: Merge) =>
    log.add({ kind: 'merged', project: made.project, person: 'Bob', text: 'merged' }, made)
  const [first, other, elsewhere, second] = [
    add(merge('main')),
    add(merge('idea')),
    add(merge('main', 'bb'.repeat(20))),
    add(merge('main')),
  ]
  const undo = () => Object.fromEntries(log.after(0).map((event) => [event.id, event.undo]))
  expect(undo()).toEqual({
    [first]: undefined,
    [other]: 'possible',
    [elsewhere]: 'possible',
    [second]: 'possible',
  })
  log.markUndone(second)
  expect(undo()).toMatchObject({ [first]: 'possible', [second]: 'done' })
  log.markUndone(first)
  expect(undo()).toMatchObject({ [first]: 'done', [second]: 'done', [other]: 'possible' })
})

it('a file that offers to take back what lies beneath another is put right', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gittorrent-activity-'))
  try {
    const file = join(folder, 'activity.json')
    const event = (id: number) => ({
      activity: {
        id,
        time: id,
        kind: 'merged',
        project: merge('main').project,
        person: 'Bob',
        text: '',
        undo: 'possible',
      },
      merge: merge('main'),
    })
    await writeFile(file, JSON.stringify({ lastId: 2, events: [event(1), event(2)] }))
    const log = await createActivityLog(createStateStore(), () => 1, file)
    expect(log.after(0).map(({ undo }) => undo)).toEqual([undefined, 'possible'])
    await log.close()
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('tells that its file was damaged, or can not be read, and keeps what is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gittorrent-activity-'))
  try {
    const path = join(folder, 'activity.json')
    const open = () => createActivityLog(createStateStore(), () => 1, path)
    await writeFile(path, '{"lastId":')
    const damaged = await open()
    expect(damaged.after(0)).toMatchObject([
      { kind: 'warning', text: expect.stringMatching(/set aside as .*\.damaged$/) as string },
    ])
    await damaged.close()
    expect(await readFile(`${path}.damaged`, 'utf8')).toBe('{"lastId":')

    await rm(path)
    await mkdir(path)
    const unread = await open()
    expect(unread.after(0)).toMatchObject([{ kind: 'warning' }])
    await unread.close()
    expect((await stat(path)).isDirectory()).toBe(true)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
