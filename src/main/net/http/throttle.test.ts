import { expect, it } from 'vitest'
import { createThrottle } from './throttle.ts'

async function* chunks(count: number, bytes: number) {
  for (let at = 0; at < count; at++) yield new Uint8Array(bytes).fill(at)
}
async function collect(stream: AsyncIterable<Uint8Array>) {
  const begun = performance.now()
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return { bytes: Buffer.concat(parts), seconds: (performance.now() - begun) / 1000, parts: parts.length }
}
const all = async () => (await collect(chunks(4, 50_000))).bytes

it('changes nothing where there is no limit', async () => {
  const { bytes, parts } = await collect(createThrottle(() => null)(chunks(4, 50_000)))
  expect(bytes.equals(await all())).toBe(true)
  expect(parts).toBe(4)
})

it('lets all streams together have the rate', async () => {
  const throttle = createThrottle(() => 400_000)
  const both = await Promise.all([collect(throttle(chunks(4, 50_000))), collect(throttle(chunks(4, 50_000)))])
  for (const { bytes } of both) expect(bytes.equals(await all())).toBe(true)
  // 400 kB at 400 kB/s, but for the last piece of each.
  expect(Math.max(...both.map(({ seconds }) => seconds))).toBeGreaterThan(0.6)
})

it('goes by the rate of the moment', async () => {
  let rate: number | null = 1_000
  const stream = createThrottle(() => rate)(chunks(4, 50_000))
  const begun = performance.now()
  await stream.next()
  rate = null
  await collect(stream)
  expect(performance.now() - begun).toBeLessThan(20_000)
})
