/**
 * `npm run soak`: builds what is stale, and lets real nodes live in a network of their own, where the system has any (a network namespace
 * with nothing but a loopback): nobody else's nodes see these.
 */
import { spawn, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { ensureBuild } from '../scripts/setup/build.mjs'
import { Obstacle, say } from '../scripts/setup/say.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const root = dirname(here)
const outDir = join(root, 'node_modules', '.cache', 'soak')

/** How a network and mounts of one's own are made: as root, or where users may have namespaces. */
function ownNetwork() {
  const tried = ['ip', 'link', 'set', 'lo', 'up']
  return [[], ['--map-root-user']]
    .map((more) => ['--net', '--mount', ...more])
    .find((flags) => spawnSync('unshare', [...flags, ...tried], { stdio: 'ignore' }).status === 0)
}

try {
  await ensureBuild(root)
  await build({
    ...{ root, configFile: false, logLevel: 'error' },
    build: { ssr: join(here, 'entry.ts'), outDir, emptyOutDir: true, minify: false, target: 'node20' },
  })
  const flags = ownNetwork()
  const [program = '', ...args] = [...(flags ? ['unshare', ...flags] : []), process.execPath]
  const words = [join(outDir, 'entry.js'), root, flags ? 'apart' : 'among others', ...process.argv.slice(2)]
  const child = spawn(program, [...args, ...words], { stdio: 'inherit' })
  // It cleans up; this one waits for that.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => (process.exitCode = code ?? 1))
} catch (error) {
  if (!(error instanceof Obstacle)) throw error
  say(error.message)
  process.exitCode = 1
}
