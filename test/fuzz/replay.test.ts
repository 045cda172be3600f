/** What `npm run fuzz` kept, and some thousand new inputs for each reader: none is broken, and none takes long. */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCorpus } from '../../fuzz/corpus.ts'
import { MAX_MS } from '../../fuzz/limits.ts'
import { mutate } from '../../fuzz/mutate.ts'
import { createRandom } from '../../fuzz/random.ts'
import { TARGETS } from '../../fuzz/targets/index.ts'
import type { Target } from '../../fuzz/target.ts'

const corpus = join(import.meta.dirname, '../../fuzz/corpus')
/** Some seconds for all of them together. `npm run fuzz` has a minute for each. */
const INPUTS = 3_000

async function read(target: Target, input: Uint8Array, name: string): Promise<void> {
  const began = performance.now()
  try {
    await target.run(input)
  } catch (error) {
    throw new Error(`${name}: ${JSON.stringify(Buffer.from(input).toString('latin1'))}`, { cause: error })
  }
  const took = performance.now() - began
  if (took > MAX_MS) throw new Error(`${name} takes ${took} ms`)
}

describe.each(TARGETS.map((target) => [target.name, target] as const))('%s', (name, target) => {
  const kept = readCorpus(corpus, name)

  it('reads what an honest program writes, and what was kept', async () => {
    expect(target.seeds().length).toBeGreaterThan(0)
    for (const input of target.seeds()) await read(target, input, 'a seed')
    for (const { file, input } of kept) await read(target, input, file)
  })

  it('reads what chance makes of them', async () => {
    const random = createRandom(7)
    const from = [...target.seeds(), ...kept.map(({ input }) => input)]
    for (let count = 0; count < INPUTS; count++) {
      await read(
        target,
        mutate(target, random.pick(from), random.pick(from), random),
        `input ${count} of seed 7`,
      )
    }
  })
})
