/** A checkout of a tiny project with our scripts: as fresh as a clone, but installed and built in no time. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export interface Checkout {
  readonly root: string
  write(path: string, text: string, mode?: number): void
  /** Starts one of the scripts. `unprivileged`: as nobody, where we are root. */
  start(script: string, args: readonly string[], options?: StartOptions): Running
  /** Gives everything in it to everybody, for a script that runs as nobody. */
  allowAll(): void
  remove(): void
}

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly unprivileged?: boolean
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
  /** Resolves when stdout has a text. */
  printed(text: string): Promise<void>
}

const NOBODY = 65_534

/** Writes every file that a build has, the command line among them. */
const build = `
import { mkdirSync, writeFileSync } from 'node:fs'
console.log('noise of the build')
for (const path of ['main/index.js', 'main/host.js', 'preload/index.cjs', 'renderer/index.html', 'main/cli.js']) {
  mkdirSync('out/' + path.split('/')[0], { recursive: true })
  writeFileSync('out/' + path, path.endsWith('cli.js') ? process.env.FAKE_CLI ?? "console.log(JSON.stringify(process.argv.slice(2)))" : '')
}`

/** @param scripts of its package.json, besides `build` */
export function freshCheckout(scripts: Readonly<Record<string, string>> = {}): Checkout {
  const root = mkdtempSync(join(tmpdir(), 'gittorrent-checkout-'))
  chmodSync(root, 0o777)
  const write = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { mode })
  }
  cpSync(join(import.meta.dirname, '..', '..', 'scripts'), join(root, 'scripts'), { recursive: true })
  write('package.json', JSON.stringify({ type: 'module', scripts: { build: 'node build.mjs', ...scripts } }))
  write('package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: {} }))
  write('node_modules/.package-lock.json', JSON.stringify({ lockfileVersion: 3, packages: {} }))
  write('electron.vite.config.ts', '')
  write('src/main/cli.ts', '')
  write('build.mjs', build)

  const running = new Set<ChildProcess>()
  return {
    root,
    write,
    start(script, args, { env = {}, unprivileged = false } = {}) {
      const isRoot = process.getuid?.() === 0
      const { npm_execpath: _, DISPLAY: __, WAYLAND_DISPLAY: ___, ...inherited } = process.env
      const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
        cwd: root,
        env: { ...inherited, HOME: root, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        ...(unprivileged && isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      })
      running.add(child)
      return watch(child)
    },
    allowAll: () => void execFileSync('chmod', ['-R', 'a+rwX', root]),
    remove() {
      for (const child of running) child.kill('SIGKILL')
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function watch(child: ChildProcess): Running {
  let stdout = ''
  let stderr = ''
  child.stdout!.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr!.on('data', (chunk) => (stderr += String(chunk)))
  return {
    child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout, stderr }))),
    printed: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stdout.includes(text) && resolve()
        child.stdout!.on('data', look)
        child.once('close', () => reject(new Error(`it ended without ${text}: ${stdout}${stderr}`)))
        look()
      }),
  }
}
