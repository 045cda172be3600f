/**
 * `npm run demo`: builds what is stale, then Alice, Bob and Carol share projects on this one machine, and one sees it as Bob.
 * The demo is TypeScript like the rest, and starts its nodes as the tests do; Vite, which builds the product, loads it.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuild } from '../scripts/setup/build.mjs'
import { checkNode, ensureDependencies } from '../scripts/setup/dependencies.mjs'
import { Obstacle, say } from '../scripts/setup/say.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)

try {
  checkNode()
  await ensureDependencies(root)
  await ensureBuild(root)
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(here, 'main.ts'), { root, configFile: false, logLevel: 'error' })
  process.exitCode = await /** @type {typeof import('./main.ts')} */ (module).main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}
