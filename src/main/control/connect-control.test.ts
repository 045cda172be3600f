import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { writeRunning } from '../host/running.ts'
import { connectControl, patienceAfter } from './connect-control.ts'
import { listenControl } from './listen-control.ts'

const folder = mkdtempSync(join(tmpdir(), 'gittorrent-control-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('waits longer where this machine is slow, and hardly at all where it is fast', () => {
  expect(patienceAfter(150)).toBe(1_000)
  expect(patienceAfter(1_000)).toBe(4_000)
  expect(patienceAfter(60_000)).toBe(8_000)
})

it('finds a node that was started a moment ago, of which nothing could be seen yet', async () => {
  const connecting = connectControl(folder)
  await new Promise(setImmediate)
  const control = await listenControl(folder, () => undefined)
  await writeRunning(join(folder, 'running.json'), {
    ...{ pid: process.pid, port: 7411, peerId: 'ab'.repeat(20), socket: control.socket },
  })
  const node = await connecting
  node.close()
  await control.close()
})

it('says that none runs', async () => {
  await expect(connectControl(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'NODE_NOT_RUNNING' })
})
