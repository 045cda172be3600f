/** People who follow a document: each with a home, a node and a shell of his own, all on this computer's loopback. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..', '..')
/** Multicast DNS of this test: see test/discovery/own-port.ts. */
const { NODE_OPTIONS = '', GITTORRENT_TEST_MDNS_PORT = '' } = process.env
const ownPort = { NODE_OPTIONS, GITTORRENT_TEST_MDNS_PORT }

/**
 * A command waits a moment for a node that was just started; where a machine has much else to do that moment is longer, and no
 * part of what is tested.
 */
const PATIENT = `gittorrent() {
  if [ "$1" != start ]; then
    for _ in $(seq 300); do [ -e "$HOME/.local/share/gittorrent/running.json" ] && break; sleep 0.1; done
  fi
  command gittorrent "$@"
}
`

export interface Ran {
  readonly code: number | null
  readonly output: string
}

export interface People {
  homeOf(person: string): string
  /** Somebody's next block runs there. */
  stand(person: string, place: string): void
  /** Runs a block where the one before it of the same person ended. */
  run(person: string, text: string): Promise<Ran>
  /** Ends all that was started. */
  end(): Promise<void>
}

/** @param folder to be removed by who made it */
export function gatherPeople(folder: string): People {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(join(root, 'out', 'main', 'cli.js'), join(bin, 'gittorrent'))
  symlinkSync(join(root, 'out', 'main', 'git-remote.js'), join(bin, 'git-remote-gittorrent'))
  const installed = join(folder, 'installed')
  const groups: number[] = []
  const places = new Map<string, string>()

  const homeOf = (person: string) => {
    const home = join(folder, 'home', person || 'you')
    if (!existsSync(home)) {
      mkdirSync(home, { recursive: true })
      const name = person || 'You'
      writeFileSync(join(home, '.gitconfig'), `[user]\n\tname = ${name}\n\temail = ${name}@example.org\n`)
    }
    return home
  }
  const environment = (home: string) => ({
    HOME: home,
    PATH: [join(installed, 'bin'), bin, process.env['PATH']].join(delimiter),
    // For everybody who uses this computer, as far as the document can tell.
    NPM_CONFIG_PREFIX: installed,
    LANG: 'C.UTF-8',
    GITTORRENT_INTERFACE: '127.0.0.1',
    ...ownPort,
  })

  return {
    homeOf,
    stand: (person, place) => void places.set(person, place),
    run(person, text) {
      const home = homeOf(person)
      const place = join(home, '.place')
      const log = join(home, '.output')
      const starts = text.includes('gittorrent start')
      const script = `trap 'pwd > "${place}"' EXIT\nset -euo pipefail\n${starts ? PATIENT : ''}${text}\n`
      const output = openSync(log, 'w')
      const child = spawn('bash', ['-c', script], {
        cwd: places.get(person) ?? home,
        env: environment(home),
        // A file: what goes on in the background holds no pipe open.
        stdio: ['ignore', output, output],
        detached: true,
      })
      groups.push(child.pid!)
      return new Promise((resolve, reject) => {
        child.once('error', reject)
        child.once('exit', (code) => {
          if (existsSync(place)) places.set(person, readFileSync(place, 'utf8').trim())
          resolve({ code, output: readFileSync(log, 'utf8') })
        })
      })
    },
    async end() {
      const alive = () => groups.filter((group) => signal(group, 0))
      for (const group of alive()) signal(group, 'SIGTERM')
      for (let tries = 0; tries < 100 && alive().length > 0; tries++)
        await new Promise((resolve) => setTimeout(resolve, 50))
      for (const group of alive()) signal(group, 'SIGKILL')
    },
  }
}

/** To a group of processes that we started. @returns whether there is still one of it */
function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-group, name)
  } catch {
    return false
  }
}
