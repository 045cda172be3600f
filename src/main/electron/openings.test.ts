import { expect, it } from 'vitest'
import type { Opening } from '../../shared/shell-channel.ts'
import { createOpenings } from './openings.ts'

it('waits for a page, and for the next one', () => {
  const sent: Opening[] = []
  const openings = createOpenings((what) => sent.push(what))
  openings.want({ screen: '#/activity' })
  openings.want({ join: 'gittorrent://a' })
  expect(sent).toEqual([])
  openings.ready()
  expect(sent).toEqual([{ join: 'gittorrent://a' }])
  openings.ready()
  openings.want({ publish: '/src/notes' })
  expect(sent.slice(1)).toEqual([{ publish: '/src/notes' }])
  openings.gone()
  openings.want({ dialog: 'shortcuts' })
  expect(sent).toHaveLength(2)
  openings.ready()
  expect(sent.at(-1)).toEqual({ dialog: 'shortcuts' })
})
