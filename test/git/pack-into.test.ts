/** A list of objects that breaks off leaves no pack, though the packer may have been quick enough to make one of what it was told. */
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { packInto } from '../../src/main/git/program/pack-into.ts'
import { GitProgram } from '../../src/main/git/program/run.ts'
import { buildSmallRepository } from './build-small-repository.ts'
import { scratchFolder } from './scratch.ts'

/** Once the packer hears no signal. */
async function* breaksOff(ready: string): AsyncGenerator<string> {
  yield* []
  while (!existsSync(ready)) await new Promise((resolve) => setTimeout(resolve, 10))
  throw new Error('an object is missing')
}

const folder = scratchFolder('pack-into')

it.runIf(process.platform === 'linux')('a packer that ends before it is told to leaves nothing', async () => {
  const path = buildSmallRepository(join(folder, 'kite'))
  // It hears no signal that is meant for its group, and comes to its end.
  const deaf = join(folder, 'git')
  writeFileSync(deaf, `#!/bin/sh\ntrap '' TERM\n: > "$0.ready"\nsetsid --wait git "$@"\n`)
  chmodSync(deaf, 0o755)
  const into = join(folder, 'packs')
  mkdirSync(into)
  const repository = { path, gitDir: join(path, '.git'), objectFormat: 'sha1', bare: false } as const
  const made = packInto(new GitProgram(deaf), repository, into, [], breaksOff(`${deaf}.ready`), undefined)
  await expect(made).rejects.toThrow('an object is missing')
  expect(readdirSync(into)).toEqual([])
})
