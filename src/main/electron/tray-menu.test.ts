import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { appState, nodeView, ownProject, remotePerson, remoteRef } from '../../shared/samples.ts'
import type { Opening } from '../../shared/shell-channel.ts'
import { trayMenu, trayTip } from './tray-menu.ts'

const notes = ownProject({ remotes: [remotePerson({ refs: [remoteRef({ unread: 3 })] })] })
const maps = ownProject({ repoHash: '22'.repeat(20), name: 'a & b', state: 'joining', progress: 0.626 })
const quiet = ownProject({ repoHash: '33'.repeat(20), name: 'quiet' })
const state = appState({
  node: { self: nodeView({ peers: 1, rateDown: 2_000_000 }) },
  projects: { [notes.repoHash]: notes, [maps.repoHash]: maps, [quiet.repoHash]: quiet },
})
const usual = { keepSharing: false, notify: true }

function setUp(preferences = usual) {
  const done: unknown[] = []
  const menu = trayMenu(state, preferences, {
    open: (what?: Opening) => void done.push(what ?? 'open'),
    prefer: (changes) => void done.push(changes),
    quit: () => void done.push('quit'),
  })
  const click = (label: string) => {
    const item = menu.find((each) => each.label === label) as MenuItemConstructorOptions & { click(): void }
    item.click()
    return done.at(-1)
  }
  return { menu, click }
}

describe('the tray', () => {
  it('says how it goes, and what waits', () => {
    const labels = setUp().menu.map(({ label }) => label ?? '')
    expect(labels.slice(0, 4)).toEqual(['On the network, 1 peer', 'notes: 3 new commits', 'a && b: 62 %', ''])
    expect(trayTip(state)).toBe('GitTorrent\nOn the network, 1 peer\n↓ 2\u202fMB/s  ↑ 0\u202fB/s')
    expect(trayTip(null)).toBe('GitTorrent\nStarting')
    expect(trayMenu(null, usual, { open() {}, prefer() {}, quit() {} })[0]).toEqual({
      label: 'Starting',
      enabled: false,
    })
  })

  it('leads to it', () => {
    const { click } = setUp()
    expect(click('notes: 3 new commits')).toEqual({ screen: `#/project/${notes.repoHash}` })
    expect(click('Open GitTorrent')).toBe('open')
    expect(click('Publish a project…')).toEqual({ publish: null })
    expect(click('Quit')).toBe('quit')
  })

  it('turns what it shows as chosen', () => {
    const keep = 'Keep sharing when the window is closed'
    expect(setUp().click(keep)).toEqual({ keepSharing: true })
    const { menu, click } = setUp({ keepSharing: true, notify: false })
    expect(menu.find(({ label }) => label === keep)).toMatchObject({ type: 'checkbox', checked: true })
    expect(click('Notifications')).toEqual({ notify: true })
  })

  it('names no more projects than fit', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [index, { ...maps, repoHash: String(index) }]),
    )
    const menu = trayMenu(appState({ projects: many }), usual, { open() {}, prefer() {}, quit() {} })
    expect(menu.findIndex(({ type }) => type === 'separator')).toBe(9)
  })
})
