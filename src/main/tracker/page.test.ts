import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { renderTrackerPage, TRACKER_STYLE_HASH } from './page.ts'

const REPO = '0123456789abcdef0123456789abcdef01234567'

describe('the page of a tracker', () => {
  it('shows what is tracked, with its name where there is one', () => {
    const page = renderTrackerPage({
      shown: [
        { repo: REPO, name: 'pocket-sql', complete: 2, incomplete: 1 },
        { repo: 'f'.repeat(40), name: null, complete: 0, incomplete: 4 },
      ],
      repos: 5,
      peers: 7,
    })
    for (const text of [
      'Tracks 5 projects',
      '7 announcements',
      'pocket-sql',
      REPO,
      '2 complete, 1 on the way',
      'f'.repeat(40),
      '3 others',
    ]) {
      expect(page).toContain(text)
    }
    expect(renderTrackerPage({ shown: [], repos: 0, peers: 0 })).toContain('Nothing is announced')
  })

  it('shows hostile text as text, runs nothing, fetches nothing', () => {
    const name = `"><img src=x onerror='alert(1)'></bdi></style><script>&`
    const page = renderTrackerPage({
      shown: [{ repo: name, name, complete: 0, incomplete: 0 }],
      repos: 1,
      peers: 1,
    })
    expect(page).not.toMatch(/<img|<script|\ssrc=["']|href=/)
    expect(page.match(/<\/style>/g)).toHaveLength(1)
  })

  it('has the style that its policy names, in light and dark', () => {
    const style = /<style>(.*?)<\/style>/s.exec(renderTrackerPage({ shown: [], repos: 0, peers: 0 }))![1]!
    expect(TRACKER_STYLE_HASH).toContain(createHash('sha256').update(style).digest('base64'))
    expect(style).toContain('prefers-color-scheme:dark')
  })
})
