import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataDir } from './data-dir.ts'
import { MIGRATIONS, type Migration } from './migrations/index.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'gittorrent-format-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const format = () => readFile(join(folder, 'format'), 'utf8')
const open = async (migrations?: readonly Migration[]) => (await openDataDir(folder, migrations)).release()
/** Notes that it ran, and fails where it is told to. */
const noting = (to: number, ran: number[], fails = () => false): Migration => ({
  to,
  async run() {
    ran.push(to)
    if (fails()) throw new Error('killed')
  },
})

describe('the data directory', () => {
  it('gets the number of its format, whether it is new or of a node that wrote none', async () => {
    await open()
    expect(await format()).toBe(`${MIGRATIONS.at(-1)!.to}\n`)
    await rm(join(folder, 'format'))
    await writeFile(join(folder, 'settings.json'), '{"name":"Alice"}')
    await open()
    expect(await format()).toBe(`${MIGRATIONS.at(-1)!.to}\n`)
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).toBe('{"name":"Alice"}')
  })

  it('of a newer node is refused, in words that help, and nothing of it is touched', async () => {
    await mkdir(join(folder, 'staging'))
    const files = {
      format: '99\n',
      'settings.json': '{"new":"field"}',
      'staging/half': 'x',
      'a.1-1.tmp': 'x',
    }
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
    const before = (await readdir(folder)).sort()
    await expect(open()).rejects.toMatchObject({
      code: 'DATA_DIR_NEWER',
      message: expect.stringMatching(/newer GitTorrent \(data format 99, this one knows 1\)/) as string,
      action: expect.stringMatching(/^update GitTorrent/) as string,
    })
    expect((await readdir(folder)).sort()).toEqual(before)
    for (const [name, content] of Object.entries(files))
      expect(await readFile(join(folder, name), 'utf8')).toBe(content)
  })

  it.each(['', '1.5', '-1', 'two', '1 2', '9'.repeat(40)])(
    'that names the format %j is left alone',
    async (text) => {
      await writeFile(join(folder, 'format'), text)
      await mkdir(join(folder, 'staging'))
      await writeFile(join(folder, 'staging', 'half'), 'x')
      await expect(open()).rejects.toMatchObject({ code: 'DAMAGED' })
      expect((await readdir(folder)).sort()).toEqual(['format', 'staging'])
      expect(await readdir(join(folder, 'staging'))).toEqual(['half'])
    },
  )

  it('goes through the steps that it has not seen, in order and once', async () => {
    const ran: number[] = []
    await open([noting(1, ran)])
    await open([noting(1, ran), noting(2, ran), noting(3, ran)])
    await open([noting(1, ran), noting(2, ran), noting(3, ran)])
    expect(ran).toEqual([1, 2, 3])
    expect(await format()).toBe('3\n')
  })

  it('whose step failed runs that one again at the next start, and is free meanwhile', async () => {
    const ran: number[] = []
    let broken = true
    const steps = [noting(1, ran), noting(2, ran, () => broken), noting(3, ran)]
    await expect(open(steps)).rejects.toThrow('killed')
    expect(await format()).toBe('1\n')
    broken = false
    await open(steps)
    expect(ran).toEqual([1, 2, 2, 3])
    expect(await format()).toBe('3\n')
  })
})

it('each step makes the next number', () => {
  expect(MIGRATIONS.map(({ to }) => to)).toEqual(MIGRATIONS.map((_, at) => at + 1))
})
