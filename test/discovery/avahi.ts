/** Debian's avahi-daemon with a D-Bus of its own, in a network namespace and a mount namespace with its own /run. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Namespace } from './namespaces.ts'

const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=/run/dbus/system_bus_socket</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/>
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
`

const AVAHI = (host: string, interfaces: string) => `[server]
host-name=${host}
use-ipv6=no
allow-interfaces=${interfaces}
[wide-area]
enable-wide-area=no
[publish]
publish-workstation=no
publish-hinfo=no
`

export interface ResolvedService {
  readonly instance: string
  readonly host: string
  readonly address: string
  readonly port: number
  readonly txt: readonly string[]
}

/** Starts the daemon as `host`.local on the namespace's `lan0`, and waits until it answers. */
export async function startAvahi(bench: Bench, namespace: Namespace, host: string) {
  const directory = mkdtempSync(join(tmpdir(), 'avahi-'))
  try {
    return await startIn(directory, bench, namespace, host)
  } catch (error) {
    rmSync(directory, { recursive: true, force: true })
    throw error
  }
}

async function startIn(directory: string, bench: Bench, { exec }: Namespace, host: string) {
  const bus = join(directory, 'bus.conf')
  const conf = join(directory, 'avahi.conf')
  writeFileSync(bus, BUS)
  writeFileSync(conf, AVAHI(host, 'lan0'))
  const dbus = bench.spawn([
    ...exec,
    'unshare',
    '--mount',
    'sh',
    '-c',
    `mount -t tmpfs tmpfs /run && mkdir -p /run/dbus /run/avahi-daemon && exec dbus-daemon --nofork --nopidfile --nosyslog --config-file=${bus}`,
  ])
  const inside = ['nsenter', '--target', String(dbus.pid), '--mount', '--net']
  const log: string[] = []
  dbus.stderr.on('data', (data) => log.push(String(data)))
  await until(() => quiet([...inside, 'test', '-S', '/run/dbus/system_bus_socket']), log)
  const daemon = bench.spawn([
    ...inside,
    'avahi-daemon',
    '--no-drop-root',
    '--no-chroot',
    '--no-rlimits',
    '-f',
    conf,
  ])
  daemon.stderr.on('data', (data) => log.push(String(data)))
  await until(() => log.join('').includes('Server startup complete'), log)

  return {
    /** What the daemon logged so far. */
    log: () => log.join(''),
    /** Runs an Avahi client beside the daemon. */
    client: (...command: string[]) => bench.spawn([...inside, ...command]),
    /** All services of our type, resolved, as a newcomer finds them. */
    browse(): ResolvedService[] {
      const [command, ...args] = [...inside, 'avahi-browse', '-rpt', '_gittorrent._tcp']
      return execFileSync(command!, args, { encoding: 'utf8', timeout: 20_000 })
        .split('\n')
        .filter((line) => line.startsWith('=') && line.includes(';lan0;'))
        .map(parseLine)
    },
    remove() {
      daemon.kill('SIGTERM')
      dbus.kill('SIGTERM')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** One line of `avahi-browse --parsable`: ten fields, the last of which is quoted strings. */
function parseLine(line: string): ResolvedService {
  const [, , , instance, , , host, address, port, ...txt] = line.split(';')
  const strings = [...txt.join(';').matchAll(/"([^"]*)"/g)].map(([, string]) => string!)
  return { instance: instance!, host: host!, address: address!, port: Number(port), txt: strings }
}

const quiet = ([command, ...args]: string[]): boolean => {
  try {
    execFileSync(command!, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean, log: readonly string[], timeout = 60_000): Promise<void> {
  const end = Date.now() + timeout
  while (!condition()) {
    if (Date.now() > end) throw new Error(`avahi-daemon does not start:\n${log.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
