import { fstatSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { goesToJournal } from './goes-to-journal.ts'

describe('what a process says', () => {
  it('goes to a journal under a service manager, and only there', () => {
    const { dev, ino } = fstatSync(process.stdout.fd)
    expect(goesToJournal({})).toBe(false)
    expect(goesToJournal({ NOTIFY_SOCKET: '/run/notify' })).toBe(true)
    expect(goesToJournal({ JOURNAL_STREAM: `${dev}:${ino}` })).toBe(true)
    // Inherited by a terminal that a service started: its output is another.
    expect(goesToJournal({ JOURNAL_STREAM: `${dev}:${ino + 1}` })).toBe(false)
  })
})
