/** Network namespaces for tests: networks of our own, where multicast disturbs nobody. Linux, as root. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Debian's package of each program. */
const PACKAGES: Record<string, string> = {
  ip: 'iproute2',
  nft: 'nftables',
  nsenter: 'util-linux',
  'avahi-daemon': 'avahi-daemon',
  'avahi-browse': 'avahi-utils',
  'avahi-publish': 'avahi-utils',
  'dbus-daemon': 'dbus-daemon',
}

const has = (program: string) =>
  (process.env['PATH'] ?? '')
    .split(':')
    .concat('/usr/sbin', '/sbin')
    .some((directory) => existsSync(`${directory}/${program}`))

/** Why these tests can't run here, or null. Installs what is missing where that is possible. */
export function obstacle(...programs: string[]): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const missing = programs.filter((program) => !has(program))
  if (missing.length > 0 && has('apt-get')) {
    const packages = [...new Set(missing.map((program) => PACKAGES[program]!))]
    try {
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { stdio: 'ignore' })
    } catch {
      // What is still missing is named below.
    }
  }
  const still = programs.filter((program) => !has(program))
  if (still.length > 0) return `not installed: ${still.join(', ')}`
  try {
    const name = `gt-try-${process.pid}`
    run('ip', 'netns', 'add', name)
    run('ip', 'netns', 'del', name)
    return null
  } catch (error) {
    return `no network namespace can be made: ${(error as Error).message.trim()}`
  }
}

export function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

export interface Namespace {
  readonly name: string
  /** What runs a command in it. */
  readonly exec: readonly string[]
  readonly ip: (...args: string[]) => string
}

/** Namespaces and processes of one test file; `remove` ends them all, as does the end of this process. */
export function createBench() {
  const names: string[] = []
  const processes = new Set<ChildProcess>()

  const remove = () => {
    process.off('exit', remove)
    for (const child of processes) child.kill('SIGKILL')
    for (const name of names.splice(0)) {
      try {
        run('ip', 'netns', 'del', name)
      } catch {
        // It is gone already.
      }
    }
  }
  process.once('exit', remove)

  /** Takes charge of a process: it ends with the bench at the latest. */
  const adopt = <T extends ChildProcess>(child: T): T => {
    processes.add(child)
    child.once('exit', () => processes.delete(child))
    return child
  }

  return {
    adopt,
    remove,

    /** A new namespace with loopback up. */
    namespace(label: string): Namespace {
      const name = `gt-${process.pid}-${label}`
      run('ip', 'netns', 'add', name)
      names.push(name)
      const exec = ['ip', 'netns', 'exec', name]
      run('ip', '-n', name, 'link', 'set', 'lo', 'up')
      return { name, exec, ip: (...args: string[]) => run('ip', '-n', name, ...args) }
    },

    /** Joins two namespaces by a cable with these addresses, such as 10.77.0.1/24 or fd00::1/64. The ends are called `lan0`. */
    cable(a: Namespace, aAddress: string, b: Namespace, bAddress: string) {
      a.ip('link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', b.name)
      for (const [end, address] of [
        [a, aAddress],
        [b, bAddress],
      ] as const) {
        // IPv6 would first look for a second one of that address, for a second.
        end.ip('addr', 'add', address, 'dev', 'lan0', ...(address.includes(':') ? ['nodad'] : []))
        end.ip('link', 'set', 'lan0', 'up')
      }
    },

    spawn(command: readonly string[]) {
      return adopt(spawn(command[0]!, command.slice(1), { stdio: ['ignore', 'pipe', 'pipe'] }))
    },
  }
}

export type Bench = ReturnType<typeof createBench>
