/** The shell without Electron: the same node, its UI in a browser, and the local socket for the command line. */
import { join } from 'node:path'
import { listenControl } from '../control/listen-control.ts'
import type { HostContext } from '../host/context.ts'
import { startHost, type StartOptions } from '../host/start-host.ts'
import { openUi } from './open-ui.ts'
import { tellSystemd } from './tell-systemd.ts'
import { startUiServer } from './ui-server.ts'

export interface HeadlessOptions extends Omit<StartOptions, 'onStop'> {
  readonly uiPort?: number | undefined
  readonly open?: boolean | undefined
}

export interface Headless {
  /** The first line that `start` prints. */
  readonly ready: {
    readonly ui: string
    readonly port: number
    readonly peerId: string
    readonly dataDir: string
  }
  /** Where it looks for people, for people. */
  readonly discovery: string
  /** Why it can look for nobody, though it should, and what to do about it; empty when it can. */
  readonly trouble: string
  /** Resolves when the node has ended, by itself or by `stop`. */
  readonly ended: Promise<void>
  stop(): void
}

/** @param rendererDir the built UI */
export async function startHeadless(options: HeadlessOptions, rendererDir: string): Promise<Headless> {
  let stop = () => {}
  const started = await startHost({ ...options, onStop: () => stop() })
  const { context } = started.host
  const closers: (() => Promise<void>)[] = [started.stop]
  try {
    const ui = await startUiServer(rendererDir, options.uiPort ?? 0, started.attach)
    closers.unshift(ui.close)
    const control = await listenControl(context.dataDir.path, started.attach)
    closers.unshift(control.close)
    await started.announce({ socket: control.socket, ui: ui.url })

    const ended = new Promise<void>((resolve) => {
      let stopping = false
      stop = () => {
        if (stopping) return
        stopping = true
        void tellSystemd('STOPPING=1')
        void closeAll(closers).then(resolve)
      }
    })
    if (options.open) closers.unshift(await openUi(ui.url, openingFolder(context)))
    void tellSystemd('--ready')
    return {
      ready: {
        ui: ui.url,
        port: context.port,
        peerId: context.identity.peerId,
        dataDir: context.dataDir.path,
      },
      ...discoveryOf(context),
      ended,
      stop: () => stop(),
    }
  } catch (error) {
    await closeAll(closers)
    throw error
  }
}

/** Browsers of some Linux systems (snaps) may read nothing in hidden folders, as the data directory's is. */
const openingFolder = ({ settings, dataDir }: HostContext): string =>
  process.platform === 'linux' ? settings.current.clonesDir : dataDir.path

function discoveryOf({ discovery, nearby }: HostContext): Pick<Headless, 'discovery' | 'trouble'> {
  const addresses = discovery?.interfaces().map(({ address }) => address) ?? []
  if (addresses.length > 0) return { discovery: `on ${addresses.join(', ')}`, trouble: '' }
  return { discovery: 'off', trouble: nearby.trouble }
}

async function closeAll(closers: readonly (() => Promise<void>)[]): Promise<void> {
  for (const close of closers) await close()
}

/** Where the build puts the UI, seen from the built command line. */
export const builtRenderer = (mainDir: string): string => join(mainDir, '..', 'renderer')
