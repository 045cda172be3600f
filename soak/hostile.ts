/** Hostile peers visit: over real TLS, with what the tests know of how peers misbehave. */
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readMetainfo } from '../src/main/host/read-metainfo.ts'
import { createReelStore } from '../src/main/store/reels.ts'
import { createHostilePeer, type Loot } from '../test/hostile/hostile-peer.ts'
import { MISBEHAVIOURS } from '../test/hostile/misbehaviours.ts'
import { atHand, inBackground, type World } from './world.ts'

/** How long one stays that isn't thrown out. Milliseconds. */
const STAYS = 12_000
/** And how long its host may tell of it after that. */
const IS_TOLD_FOR = 60_000

/** Whether anybody was there to be visited. */
export async function invite(world: World): Promise<boolean> {
  const hosts = atHand(world)
  const project = world.projects[0]!
  if (hosts.length === 0) return false
  const host = world.random.pick(hosts)
  const name = world.random.pick(Object.keys(MISBEHAVIOURS))
  const { port } = host.node
  host.visitedUntil = Date.now() + STAYS + IS_TOLD_FOR
  const { node } = project.publisher
  const answer = await fetch(`http://127.0.0.1:${node.port}/${project.repoHash}.gittorrent`)
  const { info, references } = readMetainfo(new Uint8Array(await answer.arrayBuffer()), project.repoHash)
  const store = createReelStore(join(node.dataDir, 'reels'))
  const loot: Loot = {
    ...{ repo: project.repoHash, info, references },
    hashes: async (reel) => (await store.load(reel)).hashes!,
    read: (reel, offset, length) => store.read(reel, offset, length),
  }
  inBackground(world, null, `a hostile peer with ${name}`, async () => {
    const peer = await createHostilePeer(loot, MISBEHAVIOURS[name]!)
    try {
      // Its host may be restarted meanwhile.
      await peer.connect(port).catch(() => {})
      await delay(STAYS)
    } finally {
      await peer.close()
      await store.close()
    }
  })
  return true
}
