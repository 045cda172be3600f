/**
 * `npm run bench`: builds what is stale and runs the bench, on any Node that the product runs on. The bench is TypeScript like
 * the rest, and shares its builders and networks with the tests; Vite, which builds the product, loads it.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'
import { ensureBuild } from '../scripts/setup/build.mjs'
import { Obstacle, say } from '../scripts/setup/say.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)

try {
  await ensureBuild(root)
  const { module } = await runnerImport(join(here, 'main.ts'), { root, configFile: false, logLevel: 'error' })
  process.exitCode = await /** @type {typeof import('./main.ts')} */ (module).main(
    root,
    process.argv.slice(2),
  )
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}
