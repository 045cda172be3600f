/**
 * `npm run fuzz`: builds the readers and their fuzzer into one file, outside the tree, and runs it: then V8 tells which pieces of it
 * have run.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const outDir = join(root, 'node_modules', '.cache', 'fuzz')

await build({
  ...{ root, configFile: false, logLevel: 'error' },
  build: { ssr: join(here, 'entry.ts'), outDir, emptyOutDir: true, minify: false, target: 'node20' },
})
const { status } = spawnSync(process.execPath, [join(outDir, 'entry.js'), root, ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = status ?? 1
