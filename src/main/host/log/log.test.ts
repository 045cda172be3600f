import { describe, expect, it } from 'vitest'
import { AppError } from '../../../shared/errors.ts'
import type { Change } from '../../../shared/model.ts'
import type { Handlers } from '../../../shared/rpc/server.ts'
import { createLog, levelOf, type Level } from './log.ts'
import { logCalls, logState } from './watch.ts'

function written(level: Level = 'info') {
  const lines: string[] = []
  return {
    lines,
    log: createLog(
      (line) => void lines.push(line),
      level,
      () => 0,
      ['hunter22hunter22'],
    ),
  }
}
const parsed = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as Record<string, unknown>)

describe('a line', () => {
  it('is one JSON object with its time, level and event', () => {
    const { log, lines } = written()
    log.warn('event', { text: 'two\nlines', count: 1, nothing: undefined })
    expect(lines).toEqual([
      '{"time":"1970-01-01T00:00:00.000Z","level":"warn","event":"event","text":"two\\nlines","count":1}',
    ])
  })

  it('is left out below the level, and holds no secret', () => {
    const { log, lines } = written('warn')
    log.info('left out')
    log.error('kept', { text: 'hunter22hunter22 at http://127.0.0.1:1/#token=abcdef' })
    expect(lines).toHaveLength(1)
    expect(lines[0]).not.toMatch(/hunter|abcdef/)
    expect(['debug', 'loud', undefined].map(levelOf)).toEqual(['debug', 'info', 'info'])
  })
})

describe('what is written down', () => {
  it('are changes of a project, once each', () => {
    const { log, lines } = written()
    let tell: (changes: readonly Change[]) => void = () => {}
    logState({ overhear: (listener) => ((tell = listener), () => {}) }, log)
    const project = (state: string, error: unknown = null) =>
      tell([
        {
          collection: 'projects',
          key: 'a',
          value: { state, error, role: 'joiner', seq: 1 },
        } as unknown as Change,
      ])
    project('joining')
    project('joining')
    project('failed', { message: 'the disk is full' })
    tell([{ collection: 'projects', key: 'a', value: null }])
    expect(parsed(lines).map(({ level, state }) => [level, state])).toEqual([
      ['info', 'joining'],
      ['warn', 'failed'],
    ])
  })

  it('are failed calls, without what was asked for', async () => {
    const { log, lines } = written('debug')
    const handlers = {
      stop: async () => ({}),
      inspect: async () => Promise.reject(new AppError('NO_COMMITS', 'there are none', 'commit')),
      publish: async () => Promise.reject(new TypeError('x is not a function')),
    } as unknown as Handlers
    const logged = logCalls(handlers, log, () => 0)
    await logged.stop({})
    await expect(logged.inspect({ path: '/home/alice/private' })).rejects.toThrow()
    await expect(logged.publish({ path: '/home/alice/private' })).rejects.toThrow()
    expect(parsed(lines)).toMatchObject([
      { level: 'debug', event: 'call', command: 'stop' },
      { level: 'info', event: 'call failed', code: 'NO_COMMITS' },
      { level: 'error', event: 'call failed', code: 'INTERNAL', stack: expect.stringContaining('TypeError') },
    ])
    expect(lines.join()).not.toContain('private')
  })
})
