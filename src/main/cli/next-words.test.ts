import { describe, expect, it } from 'vitest'
import type { AppState } from '../../shared/model.ts'
import { nextWords } from './next-words.ts'
import { createProgram } from './program.ts'

const state = {
  projects: {
    a: { name: 'kite', repoHash: 'a', remotes: [{ person: 'bob' }, { person: 'carol' }] },
    b: { name: 'bad\nname', repoHash: 'b', remotes: [] },
  },
  nearby: {
    a: { name: 'kite', joined: true, goneSince: null },
    c: { name: 'pocket sql', joined: false, goneSince: null },
    d: { name: 'gone', joined: false, goneSince: 1 },
  },
} as unknown as AppState

const next = (...words: string[]) =>
  nextWords(
    createProgram(() => Promise.reject(new Error('no node'))),
    words,
    async () => state,
  )

describe('what may come next', () => {
  it('is a command first', async () => {
    expect(await next('pub')).toEqual(['publish', 'publish-heads'])
    expect(await next('')).toContain('join')
    expect(await next('')).not.toContain('complete')
    expect(await next('--v')).toEqual(['--version'])
  })

  it('is an option where one is begun', async () => {
    expect(await next('join', '--wait')).toEqual(['--wait', '--wait-usable'])
    expect(await next('join', '--data-dir', '/x', '--us')).toEqual(['--use'])
  })

  it('is a project of the node, or one nearby', async () => {
    expect(await next('leave', '')).toEqual(['kite'])
    expect(await next('join', '--wait', '')).toEqual(['pocket sql'])
    expect(await next('join', '--data-dir', '/x', 'p')).toEqual(['pocket sql'])
  })

  it('is a person of the project, or a choice', async () => {
    expect(await next('trust', 'kite', '')).toEqual(['bob', 'carol'])
    expect(await next('trust', 'other', '')).toEqual([])
    expect(await next('auto-merge', 'kite', '')).toEqual(['off', 'ff', 'clean'])
    expect(await next('completion', 'z')).toEqual(['zsh'])
  })

  it('is left to the shell where it is a file, or nothing', async () => {
    for (const words of [
      ['publish', ''],
      ['join', '--into', ''],
      ['dance', ''],
      ['leave', 'kite', ''],
    ])
      expect(await next(...words)).toEqual([])
  })
})
