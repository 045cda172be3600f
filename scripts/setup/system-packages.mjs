import { aptInstall, canInstall, findProgram } from './apt.mjs'
import { Obstacle, say } from './say.mjs'

/** Programs that some slow tests use, by the Debian package that has them. */
const optional = {
  'avahi-daemon': 'avahi-daemon',
  'avahi-browse': 'avahi-utils',
  'dbus-daemon': 'dbus',
  ip: 'iproute2',
  nft: 'nftables',
  'ssh-keygen': 'openssh-client',
  ps: 'procps',
}

/**
 * git, or an Obstacle.
 * @param {string} root
 */
export async function ensureGit(root) {
  if (findProgram('git')) return
  if (canInstall()) await aptInstall(['git'], root)
  if (!findProgram('git'))
    throw new Obstacle('The tests need git: install it (https://git-scm.com/downloads).')
}

/**
 * What slow tests use beyond git, as far as it can be had; tells which tests will be skipped otherwise.
 * @param {string} root
 */
export async function ensureOptionalPrograms(root) {
  const missing = () => Object.entries(optional).filter(([program]) => !findProgram(program))
  const packages = missing().map(([, name]) => name)
  if (packages.length > 0 && process.platform === 'linux' && canInstall()) await aptInstall(packages, root)
  for (const [program, name] of missing())
    say(`No ${program} here (package ${name}): tests that need it will be skipped.`)
}
