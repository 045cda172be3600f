import { describe, expect, it } from 'vitest'
import type { Activity } from '../../shared/model.ts'
import { ownProject } from '../../shared/samples.ts'
import { noticesOf } from './notices.ts'

const notes = ownProject()
const maps = ownProject({ repoHash: '22'.repeat(20), name: 'maps' })
const projects = { [notes.repoHash]: notes, [maps.repoHash]: maps }
const event = (text: string, changes: Partial<Activity> = {}): Activity => ({
  ...{ id: 1, time: 0, kind: 'fetched', project: notes.repoHash, person: 'Alice', text },
  ...changes,
})

describe('what is told of what happened', () => {
  it('is one notice for a project, with the newest lines', () => {
    const events = ['one', 'two', 'three', 'four', 'five'].map((text) => event(`Alice: ${text}`))
    expect(noticesOf(events, projects)).toEqual([
      {
        title: 'notes',
        body: 'Alice: three\nAlice: four\nAlice: five\n2 more',
        screen: `#/project/${notes.repoHash}`,
      },
    ])
  })

  it('is not what the user did himself', () => {
    const own = (['published', 'left', 'undone'] as const).map((kind) => event('mine', { kind }))
    expect(noticesOf(own, projects)).toEqual([])
  })

  it('is one notice where it is about many projects', () => {
    const events = ['33', '44', '55', '66'].map((start) => event('x', { project: start.repeat(20) }))
    expect(noticesOf(events, projects)).toMatchObject([
      { title: '4 things happened in 4 projects', screen: '#/activity' },
    ])
  })

  it('of no project, or one that has gone, leads to the activities', () => {
    for (const project of [null, '99'.repeat(20)])
      expect(noticesOf([event('disk full', { kind: 'warning', project })], projects)).toEqual([
        { title: 'GitTorrent', body: 'disk full', screen: '#/activity' },
      ])
  })

  it('is one line, whatever a stranger wrote', () => {
    expect(noticesOf([event(`a\nb\u202e${'c'.repeat(500)}`)], projects)[0]!.body).toMatch(/^a bc{100,}…$/)
  })
})
