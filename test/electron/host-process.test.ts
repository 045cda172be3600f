/** The node's process as the desktop app runs it, real but for Electron's ports: windows, commands, one end. */
import { execFile, fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createClient } from '../../src/shared/rpc/client.ts'
import type { Port } from '../../src/shared/rpc/port.ts'

const main = resolve(import.meta.dirname, '..', '..', 'out', 'main')
const parentPort = join(import.meta.dirname, 'parent-port.mjs')
const cli = promisify(execFile)

let dataDir: string
let children: ChildProcess[]
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gittorrent-host-'))
  children = []
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

interface Message {
  readonly t: string
  readonly text?: string
  readonly error?: { readonly code: string }
}

function start(...args: string[]) {
  const child = fork(
    join(main, 'host.js'),
    ['--data-dir', dataDir, '--port', '0', '--interface', '127.0.0.1', ...args],
    {
      execArgv: ['--import', parentPort],
    },
  )
  children.push(child)
  const said = (t: string) =>
    new Promise<Message>((done) =>
      child.on('message', (message: Message) => message.t === t && done(message)),
    )
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  return { child, ended, ready: said('ready'), failed: said('failed') }
}

/** The window's end of the port that `attach` brings. */
function attach(child: ChildProcess): Port {
  child.send({ t: 'attach' })
  return {
    send: (text) => void child.send({ t: 'text', text }),
    onMessage: (listener) =>
      void child.on('message', ({ t, text = '' }: Message) => t === 'text' && listener(text)),
    onClose: (listener) => void child.once('exit', listener),
    close: () => {},
  }
}

it('serves a window and the command line, and ends when the shell says so', async () => {
  const { child, ready, ended } = start('--name', 'Alice')
  await ready
  const state = await createClient(attach(child)).call('status', {})
  expect(state.node.self).toMatchObject({ name: 'Alice', dataDir })
  const { stdout } = await cli(process.execPath, [
    join(main, 'cli.js'),
    'status',
    '--json',
    '--data-dir',
    dataDir,
  ])
  expect(JSON.parse(stdout)).toMatchObject({ node: { name: 'Alice' } })
  child.send({ t: 'stop' })
  expect(await ended).toBe(0)
})

it.each(['SIGINT', 'SIGTERM'] as const)('ends well by %s', async (signal) => {
  const { child, ready, ended } = start()
  await ready
  child.kill(signal)
  expect(await ended).toBe(0)
})

it('ends well when a command stops the node', async () => {
  const { ready, ended } = start()
  await ready
  await cli(process.execPath, [join(main, 'cli.js'), 'stop', '--data-dir', dataDir])
  expect(await ended).toBe(0)
})

it('says why it can not start', async () => {
  const first = start()
  await first.ready
  const second = start()
  expect((await second.failed).error).toMatchObject({ code: 'DATA_DIR_IN_USE' })
  second.child.send({ t: 'stop' })
  expect(await second.ended).toBe(0)
  const third = start('--interface', '10.0.4')
  expect((await third.failed).error).toMatchObject({ code: 'BAD_INPUT' })
})
