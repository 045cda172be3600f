import { spawn } from 'node:child_process'

/**
 * Gives the terminal to a program and ends as it ends. Signals are passed on, but for the SIGINT of a terminal's Ctrl+C,
 * which reaches the program by itself.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code; 128 and more: it was ended by a signal
 */
export function handOver(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env })
    const terminal = process.stdin.isTTY
    const pass = (/** @type {NodeJS.Signals} */ name) => {
      if (name !== 'SIGINT' || !terminal) child.kill(name)
    }
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
    for (const name of signals) process.on(name, pass)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}
