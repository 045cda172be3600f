import { spawn } from 'node:child_process'

/** How long a program that was told to end may take, in milliseconds. */
const GRACE = 5000

/**
 * Runs a program to its end, in a process group of its own, so that a limit or Ctrl+C ends all that it started.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, limit?: number, stdio?: import('node:child_process').StdioOptions }} options
 *   `limit` in seconds. Output goes to stderr unless `stdio` says otherwise.
 * @returns {Promise<{ code: number, timedOut: boolean }>} code 127: the program isn't there
 */
export function run(program, args, { cwd, env = process.env, limit, stdio = ['ignore', 2, 2] }) {
  return new Promise((resolve) => {
    const group = process.platform !== 'win32'
    const child = spawn(program, args, { cwd, env, stdio, detached: group })
    const signal = (/** @type {NodeJS.Signals} */ name) => {
      try {
        if (group && child.pid) process.kill(-child.pid, name)
        else child.kill(name)
      } catch {
        // it has ended meanwhile
      }
    }
    let timedOut = false
    const end = () => {
      signal('SIGTERM')
      setTimeout(() => signal('SIGKILL'), GRACE).unref()
    }
    const timer = limit && setTimeout(() => ((timedOut = true), end()), limit * 1000)
    const interrupt = (/** @type {NodeJS.Signals} */ name) => {
      signal(name)
      setTimeout(() => signal('SIGKILL'), GRACE).unref()
      child.once('close', () => process.exit(name === 'SIGINT' ? 130 : 143))
    }
    process.once('SIGINT', interrupt)
    process.once('SIGTERM', interrupt)
    const done = (/** @type {number} */ code) => {
      clearTimeout(timer)
      process.off('SIGINT', interrupt)
      process.off('SIGTERM', interrupt)
      resolve({ code, timedOut })
    }
    child.once('error', () => done(127))
    child.once('close', (code) => done(code ?? 1))
  })
}

/**
 * Runs npm: the one that runs us where there is one, else the one on the PATH.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} options
 */
export function npm(args, options) {
  const script = process.env.npm_execpath
  if (script?.endsWith('.js') && script.includes('npm'))
    return run(process.execPath, [script, ...args], options)
  if (process.platform === 'win32') return run('cmd.exe', ['/d', '/c', 'npm', ...args], options)
  return run('npm', args, options)
}
