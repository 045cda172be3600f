import { expect, it } from 'vitest'
import { ownProject } from '../../shared/samples.ts'
import { LOGGED_SECONDS, logRates, type RateLog } from './rate-log.ts'

const moving = (rateDown: number) => {
  const project = ownProject()
  return { [project.repoHash]: { ...project, transfer: { ...project.transfer, rateDown } } }
}
const { repoHash } = ownProject()

it('remembers a minute, and forgets what has been quiet for as long', () => {
  let log: RateLog = new Map()
  log = logRates(log, moving(0))
  expect(log.size).toBe(0)
  log = logRates(log, moving(5))
  log = logRates(log, moving(7))
  expect(log.get(repoHash)).toEqual({ down: [5, 7], up: [0, 0] })
  for (let second = 0; second < LOGGED_SECONDS - 1; second++) log = logRates(log, moving(0))
  expect(log.get(repoHash)!.down).toEqual([7, ...Array<number>(LOGGED_SECONDS - 1).fill(0)])
  expect(logRates(log, moving(0)).size).toBe(0)
  expect(logRates(log, {}).size).toBe(0)
})
