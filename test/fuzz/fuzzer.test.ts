/** The fuzzer itself: it finds what is planted, keeps it, and ends what hangs. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { fuzzTarget } from '../../fuzz/fuzz-target.ts'
import { readOptions } from '../../fuzz/options.ts'
import { must, type Target } from '../../fuzz/target.ts'
import { scratchFolder } from '../git/scratch.ts'

const folder = scratchFolder('fuzzer')
const watchdog = join(import.meta.dirname, '../../fuzz/watchdog.mjs')

it('finds a reader that fails, and keeps what made it fail', async () => {
  const planted: Target = {
    name: 'planted',
    words: ['magic'],
    seeds: () => [Buffer.from('harmless')],
    run: (input) => must(!Buffer.from(input).includes('magic'), 'it was found'),
  }
  const options = { seconds: 20, seed: 1, corpus: folder, watchdog, grow: false }
  const { failures, inputs } = await fuzzTarget(planted, options)
  expect(failures.length).toBeGreaterThan(0)
  expect(failures[0]).toMatch(/planted\/failed-[0-9a-f]{16}: Error: it was found/)
  expect(inputs).toBeGreaterThan(0)
  const [file] = readdirSync(join(folder, 'planted'))
  expect(readFileSync(join(folder, 'planted', file!), 'utf8')).toContain('magic')
})

it('ends a reader that takes longer than it may, and keeps what it was reading', () => {
  const kept = join(folder, 'hanging')
  mkdirSync(kept)
  const script = `
    const { Worker } = require('node:worker_threads')
    const state = new Int32Array(new SharedArrayBuffer(12))
    const input = new Uint8Array(new SharedArrayBuffer(100))
    input.set(Buffer.from('for ever'))
    state.set([1, 8, 1])
    const workerData = { state, input, folder: ${JSON.stringify(kept)}, limit: 200 }
    new Worker(${JSON.stringify(watchdog)}, { workerData }).on('online', () => { for (;;); })`
  const { signal } = spawnSync(process.execPath, ['-e', script], { timeout: 60_000 })
  expect(signal).toBe('SIGKILL')
  const [file] = readdirSync(kept)
  expect(file).toMatch(/^slow-/)
  expect(readFileSync(join(kept, file!), 'utf8')).toBe('for ever')
})

it('is told what to do in words', () => {
  expect(readOptions(['--minutes', '2', '--target', 'a', '--seed', '5'], ['a', 'b'])).toEqual({
    ...{ targets: ['a'], seconds: 120, seed: 5, grow: false, json: false },
  })
  expect(readOptions([], ['a', 'b']).targets).toEqual(['a', 'b'])
  expect(() => readOptions(['--target', 'c'], ['a'])).toThrow('there is no target c')
  expect(() => readOptions(['--minutes', 'x'], ['a'])).toThrow('minutes')
})
