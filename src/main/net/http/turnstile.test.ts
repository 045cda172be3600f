import { expect, it } from 'vitest'
import { createTurnstile } from './turnstile.ts'

const { signal } = new AbortController()
/** Enters, and notes who is in. */
function room(total: number, perKey: number) {
  const turnstile = createTurnstile(total, perKey)
  const inside: string[] = []
  const come = (name: string, key = name, stop = signal) => {
    const entered = turnstile.enter(key, stop).then((leave) => {
      inside.push(name)
      return leave
    })
    entered.catch(() => undefined)
    return entered
  }
  return { turnstile, inside, come }
}
const moment = () => new Promise((resolve) => setImmediate(resolve))

it('lets in as many as there is room for, the others in their order', async () => {
  const { turnstile, inside, come } = room(2, 2)
  const [alice] = [come('alice'), come('bob'), come('carol')]
  await moment()
  expect(inside).toEqual(['alice', 'bob'])
  ;(await alice!)()
  await moment()
  expect(inside).toEqual(['alice', 'bob', 'carol'])
  expect(turnstile.inside).toBe(2)
})

it('lets nobody take all the room: who comes from elsewhere goes ahead', async () => {
  const { inside, come } = room(2, 1)
  const [first] = [come('a1', 'a'), come('a2', 'a'), come('b1', 'b')]
  await moment()
  expect(inside).toEqual(['a1', 'b1'])
  ;(await first!)()
  await moment()
  expect(inside).toEqual(['a1', 'b1', 'a2'])
})

it('forgets who gave up waiting', async () => {
  const { turnstile, inside, come } = room(1, 1)
  const stop = new AbortController()
  const alice = come('alice')
  const bob = come('bob', 'bob', stop.signal)
  stop.abort(new Error('left'))
  await expect(bob).rejects.toThrow('left')
  ;(await alice)()
  await moment()
  expect(inside).toEqual(['alice'])
  expect(turnstile.inside).toBe(0)
})
