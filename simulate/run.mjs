/**
 * `npm run simulate`: the real engine and the real tracker with thousands of made-up peers, in virtual time. TypeScript like the
 * rest; Vite, which builds the product, loads it.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checkNode, ensureDependencies } from '../scripts/setup/dependencies.mjs'
import { Obstacle, say } from '../scripts/setup/say.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)

try {
  checkNode()
  await ensureDependencies(root)
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(here, 'main.ts'), { root, configFile: false, logLevel: 'error' })
  process.exitCode = await /** @type {typeof import('./main.ts')} */ (module).main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}
