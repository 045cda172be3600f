import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'
import { say } from './say.mjs'

/** Seconds. */
const APT_LIMIT = 600
let updated = false

/**
 * The path of a program on the PATH, and in places where administrators' programs lie; null where it isn't there.
 * @param {string} name
 * @returns {string | null}
 */
export function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  for (const folder of folders.filter(Boolean)) {
    for (const suffix of suffixes) {
      const path = join(folder, name + suffix)
      if (isExecutable(path)) return path
    }
  }
  return null
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Whether system packages can be installed without asking anybody. */
export const canInstall = () => process.getuid?.() === 0 && findProgram('apt-get') !== null

/**
 * Installs system packages; says so, and never fails: the caller looks for what it wanted.
 * @param {readonly string[]} packages
 * @param {string} root
 */
export async function aptInstall(packages, root) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0']
  say(`Installing ${packages.join(', ')} …`)
  if (!updated) await run('apt-get', ['update', ...quiet], { cwd: root, env, limit: APT_LIMIT })
  updated = true
  const install = ['install', '--yes', '--no-install-recommends', ...quiet, ...packages]
  const { code } = await run('apt-get', install, {
    cwd: root,
    env,
    limit: APT_LIMIT,
    stdio: ['ignore', 'ignore', 2],
  })
  if (code !== 0) say(`apt-get install ended with code ${code}.`)
}
