import { Settings } from 'lucide-react'
import { expect, it } from 'vitest'
import type { Command } from './command.ts'
import { rank } from './rank.ts'

const command = (group: Command['group'], ...parts: Command['parts']): Command => ({
  id: JSON.stringify(parts),
  group,
  look: Settings,
  parts,
  run: () => {},
})
const shown = (commands: Command[], query: string) =>
  rank(commands, query).map(({ title, found }) => [title, found.map(({ command: { parts } }) => parts[0])])

it('keeps the order of what is there until something is typed', () => {
  const all = [command('Go to', 'Nearby'), command('Do', 'Publish a project'), command('Do', 'Join by link')]
  expect(shown(all, ' ')).toEqual([
    ['Do', ['Publish a project', 'Join by link']],
    ['Go to', ['Nearby']],
  ])
})

it('puts the best first, and leaves empty groups out', () => {
  const all = [command('Do', 'Unpublish'), command('Do', 'Publish a project'), command('Go to', 'Nearby')]
  expect(shown(all, 'publish')).toEqual([['Do', ['Publish a project', 'Unpublish']]])
  expect(shown(all, 'nothing of it')).toEqual([])
})

it('searches branches as well, across the parts', () => {
  const merge = command('Do', 'Merge ', { branch: 'alice/main' }, ' into ', { branch: 'main' })
  expect(rank([merge], 'merge alice into')[0]!.found[0]!.ranges).toEqual([
    [0, 5],
    [6, 11],
    [17, 21],
  ])
})
