/** Many processes want one data directory at the same moment: one gets it, also from one that was killed. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { buildScript } from './build-script.ts'

const PROCESSES = 8
const ROUNDS = 12

let folder: string
let data: string
let script: string
const children = new Set<ChildProcess>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gittorrent-lock-'))
  data = join(folder, 'data')
  script = await buildScript('./lock-taker.ts', folder)
})
afterAll(async () => {
  await Promise.all([...children].map(kill))
  await rm(folder, { recursive: true, force: true })
})

async function spawnTaker(): Promise<ChildProcess> {
  const child = fork(script)
  children.add(child)
  await once(child, 'message')
  return child
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child)
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const take = async (child: ChildProcess): Promise<string> => {
  const answer = once(child, 'message')
  child.send(data)
  return String((await answer)[0])
}

it('one of many gets it, each time that the one before was killed', async () => {
  let takers = await Promise.all(Array.from({ length: PROCESSES }, spawnTaker))
  for (let round = 0; round < ROUNDS; round++) {
    const answers = await Promise.all(takers.map(take))
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'DATA_DIR_IN_USE')).toHaveLength(PROCESSES - 1)
    const winner = takers[answers.indexOf('taken')]!
    expect(await readFile(join(data, 'node.lock'), 'utf8')).toMatch(new RegExp(`^${winner.pid} `))
    await kill(winner)
    takers = [...takers.filter((taker) => taker !== winner), await spawnTaker()]
  }
  await (await openDataDir(data)).release()
  expect((await readdir(data)).filter((name) => name.startsWith('node.lock'))).toEqual([])
})

it.runIf(process.platform === 'linux')(
  'its number was given to another process: that one has nothing',
  async () => {
    const other = await spawnTaker()
    expect(await take(other)).toBe('taken')
    const lock = join(data, 'node.lock')
    const [pid, began = '', unique] = (await readFile(lock, 'utf8')).split(' ')
    await expect(openDataDir(data)).rejects.toMatchObject({ data: { pid: other.pid } })
    await writeFile(lock, [pid, began.replace(/\d+$/, '1'), unique].join(' '))
    await (await openDataDir(data)).release()
  },
)

it('a right to replace it that a killed process left behind is replaced as well', async () => {
  const other = await spawnTaker()
  await take(other)
  const lock = join(data, 'node.lock')
  const stale = await readFile(lock, 'utf8')
  await kill(other)
  const { createHash } = await import('node:crypto')
  const right = `${lock}-${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`
  await writeFile(right, stale)
  const taken = await openDataDir(data)
  await taken.release()
  expect((await readdir(data)).filter((name) => name.startsWith('node.lock'))).toEqual([])
})

it('one that says nothing is of a node that was killed in the midst of it', async () => {
  await writeFile(join(data, 'node.lock'), '')
  await (await openDataDir(data)).release()
})
