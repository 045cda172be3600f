/** A whole node within the test: real git and real TLS on loopback, discovery in memory; its git can be made to lie. */
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MemoryNetwork } from '../../src/main/discovery/memory-discovery.ts'
import { detectGit } from '../../src/main/git/detect-git.ts'
import type { Git } from '../../src/main/git/types.ts'
import { wordsOf } from '../../src/main/gtp/words.ts'
import { createHost, type Host } from '../../src/main/host/create-host.ts'
import { createCertificate } from '../../src/main/net/create-certificate.ts'
import { createPublicHttp } from '../../src/main/net/http/public-http.ts'
import { createTlsTransport } from '../../src/main/net/tls-transport.ts'
import { openDataDir } from '../../src/main/store/data-dir.ts'
import { loadIdentity } from '../../src/main/store/identity.ts'
import { createProjectsStore } from '../../src/main/store/projects.ts'
import { createReelStore } from '../../src/main/store/reels.ts'
import { openSettings } from '../../src/main/store/settings.ts'
import type { Activity, RemotePerson } from '../../src/shared/model.ts'

export interface HostNode {
  readonly host: Host
  /** Holds `data`, clones and whatever a test puts there; removed by `stop`. */
  readonly folder: string
  readonly call: Host['handlers']
  /** What happened, the oldest first. */
  events(): readonly Activity[]
  /** The remotes of one of its projects, by their names. */
  people(project: string): Promise<ReadonlyMap<string, RemotePerson>>
  stop(): Promise<void>
  /** Ends it, and leaves its folder as it is. */
  end(): Promise<void>
}

/**
 * @param tamper what a hostile node makes of git
 * @param folder of one that has ended, to start it again
 */
export async function startHostNode(
  name: string,
  network: MemoryNetwork,
  tamper: (git: Git) => Git = (git) => git,
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-host-')),
): Promise<HostNode> {
  const dataDir = await openDataDir(join(folder, 'data'))
  const identity = await loadIdentity(dataDir.identity)
  const { privateKeyPem, peerId } = identity
  const held: { host?: Host } = {}
  const onHttp = createPublicHttp({
    node: () => ({ name, peerId, words: wordsOf(peerId) }),
    projects: () => [],
    nameOf: () => null,
    directory: () => null,
    directories: () => null,
    metainfo: async (repoHash) => held.host?.metainfo(repoHash) ?? null,
    preview: async (repoHash) => held.host?.preview(repoHash) ?? null,
    guestTraffic: {
      rate: () => held.host?.guestTraffic.rate() ?? null,
      reading: (some) => held.host?.guestTraffic.reading(some),
    },
    guest: async (name) => held.host?.guests.find(name) ?? null,
    announce: async () => null,
  })
  const certificatePem = await createCertificate(privateKeyPem)
  const transport = createTlsTransport({ privateKeyPem, certificatePem, onHttp })
  const defaults = {
    ...{ name, clonesDir: folder, welcomed: true, trusted: [] },
    ...{ uploadLimit: null, downloadLimit: null },
  }
  const host = await createHost(
    {
      ...{
        dataDir,
        identity,
        transport,
        version: '0.0.0',
        availableInterfaces: () => [],
        interfacesAreGiven: true,
        addresses: () => ['127.0.0.1'],
      },
      discovery: network.discovery(),
      settings: await openSettings(dataDir.settings, defaults, () => {}),
      projects: createProjectsStore(dataDir.projects),
      reels: createReelStore(dataDir.reels),
      git: tamper(await detectGit({ force: 'git' })),
      port: await transport.listen(0),
      openWith: async () => 'nothing',
    },
    { seed: 1, onStop: () => {} },
  )
  held.host = host
  let ending: Promise<void> | null = null
  const end = () => (ending ??= host.stop().then(dataDir.release))
  return {
    ...{ host, folder, call: host.handlers },
    events: () => host.context.activity.after(0),
    async people(project) {
      const { remotes } = await host.handlers.project({ project })
      return new Map(remotes.map((remote) => [remote.person, remote]))
    },
    end,
    async stop() {
      await end()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
