import { expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { lastPercent } from './last-percent.ts'

it('finds the last of what git says', () => {
  const text =
    'Resolving deltas:   9% (1/12)\rResolving deltas:  10% (2/12)\rIndexing objects: 100% (1/1), done.\n'
  expect(lastPercent(text, 'Resolving deltas')).toBe(10)
  expect(lastPercent(text, 'Indexing objects')).toBe(100)
  expect(lastPercent(text, 'Updating files')).toBeNull()
  expect(lastPercent('Resolving deltas: ', 'Resolving deltas')).toBeNull()
})

it('takes no time for what else git says', () => {
  const began = cpuTime()
  expect(lastPercent('error: a damaged object\n'.repeat(100_000), 'Resolving deltas')).toBeNull()
  expect(cpuTime() - began).toBeLessThan(1000)
})
