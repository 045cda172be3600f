/** What the desktop app's command line says to its node; the same words as for `gittorrent start`. */
import { isIPv4 } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import type { StartOptions } from '../host/start-host.ts'

/**
 * @param args the app's arguments; Chromium's switches are among them, so unknown ones are ignored
 * Throws BAD_INPUT for a value that can't be meant.
 */
export function hostOptions(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Omit<StartOptions, 'onStop'> {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    options: {
      'data-dir': { type: 'string' },
      name: { type: 'string' },
      port: { type: 'string' },
      clones: { type: 'string' },
      interface: { type: 'string', multiple: true },
      'no-discovery': { type: 'boolean' },
    },
  })
  const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)
  const dataDir = text(values['data-dir']) ?? text(env.GITTORRENT_DATA_DIR)
  const clones = text(values.clones)
  const port = text(values.port)
  const interfaces = values.interface ?? text(env.GITTORRENT_INTERFACE)?.split(',')
  return {
    dataDir: dataDir && resolve(dataDir),
    name: text(values.name),
    port: port === undefined ? undefined : portNumber(port),
    clones: clones && resolve(clones),
    interfaces: interfaces?.map(ipv4),
    discovery: values['no-discovery'] === undefined,
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new AppError('BAD_INPUT', `--port ${text} is no port`, 'give a number from 0 to 65535')
}

function ipv4(value: string | boolean): string {
  const text = String(value).trim()
  if (isIPv4(text)) return text
  throw new AppError(
    'BAD_INPUT',
    `--interface ${text} is no IPv4 address`,
    'give the address of one of your interfaces, like 10.0.4.27',
  )
}
