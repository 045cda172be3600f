/**
 * `npm run bench`: builds what is stale and runs the bench, on any Node that the product runs on. The bench is TypeScript like
 * the rest, and shares its builders and networks with the tests; Vite, which builds the product, builds it too.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'
import { ensureBuild } from '../scripts/setup/build.mjs'
import { Obstacle, say } from '../scripts/setup/say.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const outDir = join(root, 'node_modules', '.cache', 'bench')

try {
  await ensureBuild(root)
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    build: {
      ...{ ssr: true, outDir, emptyOutDir: true, minify: false, target: 'node20' },
      rollupOptions: { input: ['main', 'hostile-peer-main'].map((name) => join(here, `${name}.ts`)) },
    },
  })
  /** @type {typeof import('./main.ts')} */
  const { main } = await import(pathToFileURL(join(outDir, 'main.js')).href)
  process.exitCode = await main(root, process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}
