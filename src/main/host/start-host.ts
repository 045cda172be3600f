/** A host with the real world around it: keys and files in a data directory, TLS, mDNS, git. */
import { randomInt } from 'node:crypto'
import { homedir, networkInterfaces, userInfo } from 'node:os'
import { join } from 'node:path'
import type { Port } from '../../shared/rpc/port.ts'
import { serveRpc } from '../../shared/rpc/server.ts'
import { AppError } from '../../shared/errors.ts'
import { openWith } from '../desktop/open-with.ts'
import { createBonjourDiscovery } from '../discovery/bonjour-discovery.ts'
import { allInterfaces } from '../discovery/choose-interfaces.ts'
import { ownAddresses } from '../discovery/own-addresses.ts'
import { detectGit } from '../git/detect-git.ts'
import { MAX_NICKNAME } from '../gtp/limits.ts'
import { cleanNickname } from '../gtp/text.ts'
import { wordsOf } from '../gtp/words.ts'
import { createCertificate } from '../net/create-certificate.ts'
import { fetchDirectories, fetchDirectory } from '../net/fetch-shared.ts'
import { createPublicHttp } from '../net/http/public-http.ts'
import { createTlsTransport } from '../net/tls-transport.ts'
import { openDataDir } from '../store/data-dir.ts'
import { loadIdentity } from '../store/identity.ts'
import { openLogFile } from '../store/log-file.ts'
import { createProjectsStore } from '../store/projects.ts'
import { createReelStore } from '../store/reels.ts'
import { openSettings } from '../store/settings.ts'
import { defaultDataDir } from './default-data-dir.ts'
import { createHost, type Host } from './create-host.ts'
import { trackerUrl } from '../tracker/announce-url.ts'
import { ANNOUNCE_PATH } from '../tracker/announce-path.ts'
import { createLog, levelOf } from './log/log.ts'
import { logCalls, logCrash, logState } from './log/watch.ts'
import { removeRunning, writeRunning, type Running } from './running.ts'
import { VERSION } from './version.ts'

/** Peers are expected here unless it is taken. */
export const DEFAULT_PORT = 7411

export interface StartOptions {
  readonly dataDir?: string | undefined
  readonly name?: string | undefined
  /** 0: any. Undefined: that of the settings or DEFAULT_PORT, or any where that is taken. */
  readonly port?: number | undefined
  readonly clones?: string | undefined
  /** Names or IP literals; undefined: those of the settings, or all that lead to other computers. */
  readonly interfaces?: readonly string[] | undefined
  readonly discovery?: boolean | undefined
  /** URLs of outside trackers for what this node publishes; undefined: those of the settings. */
  readonly trackers?: readonly string[] | undefined
  readonly onStop: () => void
}

export interface StartedHost {
  readonly host: Host
  /** Serves one shell or command. */
  attach(port: Port): void
  /** Tells the command line where this node is. */
  announce(running: Omit<Running, 'pid' | 'port' | 'peerId'>): Promise<void>
  stop(): Promise<void>
}

export async function startHost(options: StartOptions): Promise<StartedHost> {
  const dataDir = await openDataDir(options.dataDir ?? defaultDataDir())
  try {
    return await startIn(dataDir, options)
  } catch (error) {
    await dataDir.release()
    throw error
  }
}

async function startIn(
  dataDir: Awaited<ReturnType<typeof openDataDir>>,
  options: StartOptions,
): Promise<StartedHost> {
  const warnings: string[] = []
  const identity = await loadIdentity(dataDir.identity)
  const settings = await openSettings(
    dataDir.settings,
    {
      name: userName(),
      clonesDir: join(homedir(), 'GitTorrent'),
      welcomed: false,
    },
    (text) => warnings.push(text),
  )
  const { name, clones: clonesDir } = options
  if (name !== undefined) {
    await settings.update({ name: cleanNickname(name, MAX_NICKNAME, 'Someone'), welcomed: true })
  }
  if (clonesDir !== undefined) await settings.update({ clonesDir })
  if (options.trackers) {
    for (const url of options.trackers) trackerUrl(url)
    await settings.update({ trackers: [...options.trackers] })
  }

  const git = await detectGit(gitChoice())
  const certificatePem = await createCertificate(identity.privateKeyPem)
  let host: Host | null = null
  const onHttp = createPublicHttp({
    node: () => ({ name: settings.current.name, peerId: identity.peerId, words: wordsOf(identity.peerId) }),
    projects: () => (host ? sharedProjects(host) : []),
    nameOf: (repoHash) => host?.context.state.current().projects[repoHash]?.name ?? null,
    directory: () => discovery?.document() ?? null,
    directories: (digests) => discovery?.documents(digests) ?? null,
    metainfo: async (repoHash) => host?.metainfo(repoHash) ?? null,
    preview: async (repoHash) => host?.preview(repoHash) ?? null,
    guest: async (name) => host?.guests.find(name) ?? null,
    guestTraffic: {
      rate: () => host?.guestTraffic.rate() ?? null,
      reading: (some) => host?.guestTraffic.reading(some),
    },
    announce: async (call) => host?.tracker.serve({ ...call, path: ANNOUNCE_PATH }) ?? null,
  })
  const transport = createTlsTransport({ privateKeyPem: identity.privateKeyPem, certificatePem, onHttp })
  const port = await listen(transport, options.port, settings.current.wantedPort ?? DEFAULT_PORT)
  const interfaces = () => options.interfaces ?? settings.current.wantedInterfaces ?? 'auto'
  const discovery =
    options.discovery === false
      ? null
      : createBonjourDiscovery({ interfaces, fetchDirectory, fetchDirectories })
  host = await createHost(
    {
      dataDir,
      identity,
      settings,
      projects: createProjectsStore(dataDir.projects),
      reels: createReelStore(dataDir.reels),
      git,
      transport,
      discovery,
      port,
      // Links and trackers lead here without discovery as well.
      addresses: () => discovery?.addresses() ?? ownAddresses(interfaces(), networkInterfaces()),
      availableInterfaces: interfacesNow,
      interfacesAreGiven: options.interfaces !== undefined,
      version: VERSION,
      openWith,
    },
    { seed: randomInt(2 ** 31), onStop: options.onStop },
  )
  for (const text of warnings)
    host.context.activity.add({ kind: 'warning', project: null, person: null, text })

  const { state, stop } = host
  const file = openLogFile(dataDir.logs)
  const log = createLog(file.write, levelOf(process.env['GITTORRENT_LOG']), Date.now)
  const endLogs = [logState(state, log), logCrash(log), file.close]
  const { platform, arch, versions } = process
  const machine = { platform, arch, node: versions.node, electron: versions['electron'] }
  log.info('start', { version: VERSION, ...machine, git: `${git.name} ${git.version}`, port })
  const handlers = logCalls(host.handlers, log, Date.now)
  return {
    host,
    attach: (shell) => serveRpc(shell, handlers, state),
    announce: (running) =>
      writeRunning(dataDir.running, { ...running, pid: process.pid, port, peerId: identity.peerId }),
    async stop() {
      await removeRunning(dataDir.running)
      await stop()
      log.info('stop')
      for (const end of endLogs) end()
      await dataDir.release()
    },
  }
}

const sharedProjects = (host: Host) => {
  const guestNames = host.context.settings.current.guestAccess ? host.guests.guestNames() : null
  return Object.values(host.context.state.current().projects)
    .filter(({ state }) => state !== 'failed')
    .map(({ repoHash, name, description, publisher, link, transfer, heads }) => ({
      repoHash,
      name,
      description,
      publisherName: publisher.name,
      link,
      guestName: guestNames?.get(repoHash) ?? null,
      size: transfer.total,
      heads: heads.map(({ ref }) => ref.replace('refs/heads/', '')),
    }))
}

async function listen(
  transport: ReturnType<typeof createTlsTransport>,
  wanted: number | undefined,
  usual: number,
): Promise<number> {
  if (wanted !== undefined) return transport.listen(wanted)
  try {
    return await transport.listen(usual)
  } catch (error) {
    if (error instanceof AppError && error.code === 'PORT_IN_USE') return transport.listen(0)
    throw error
  }
}

/** None where the system is short of something: it is looked at again soon. */
function interfacesNow(): ReturnType<typeof allInterfaces> {
  try {
    return allInterfaces(networkInterfaces())
  } catch {
    return []
  }
}

/** GITTORRENT_GIT=isomorphic-git (or git) decides for people and tests who don't want what is found. */
function gitChoice(): Parameters<typeof detectGit>[0] {
  const choice = process.env.GITTORRENT_GIT
  return choice === 'git' || choice === 'isomorphic-git' ? { force: choice } : {}
}

function userName(): string {
  try {
    const { username } = userInfo()
    return cleanNickname(username.charAt(0).toUpperCase() + username.slice(1), MAX_NICKNAME, 'Someone')
  } catch {
    return 'Someone'
  }
}
