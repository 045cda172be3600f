/** What the desktop app's command line says to its node; the same words as for `gittorrent start`. */
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../shared/errors.ts'
import type { StartOptions } from '../host/start-host.ts'
import { wantedInterface } from '../host/wanted-interface.ts'

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
    interfaces: interfaces?.map(interfaceWord),
    discovery: values['no-discovery'] === undefined,
  }
}

function portNumber(text: string): number {
  const port = Number(text)
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port
  throw new AppError('BAD_INPUT', `--port ${text} is no port`, 'give a number from 0 to 65535')
}

function interfaceWord(value: string | boolean): string {
  const wanted = typeof value === 'string' ? wantedInterface(value) : null
  if (wanted !== null) return wanted
  throw new AppError(
    'BAD_INPUT',
    `--interface ${String(value)} is neither a name nor an address`,
    'give those of one of your network interfaces, like eth0 or 10.0.4.27',
  )
}
