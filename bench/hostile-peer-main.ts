/**
 * A hostile peer as a process of its own: has all of a project, connects to every node it is told of, and misbehaves there in
 * one way; where it is dropped it comes back. Its plan is a JSON file.
 */
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { readMetainfo } from '../src/main/host/read-metainfo.ts'
import { fetchMetainfo } from '../src/main/net/fetch-shared.ts'
import { createReelStore } from '../src/main/store/reels.ts'
import { createHostilePeer, type Loot } from '../test/hostile/hostile-peer.ts'
import { MISBEHAVIOURS } from '../test/hostile/misbehaviours.ts'

export interface HostilePlan {
  readonly repoHash: string
  /** Its publisher's reels, to read what it claims to have. */
  readonly reels: string
  readonly misbehaviour: string
  /** The publisher first. */
  readonly victims: readonly { readonly address: string; readonly port: number }[]
  /** Milliseconds until it comes back. */
  readonly backAfter: number
}

const plan = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as HostilePlan
const [publisher] = plan.victims
const metainfo = await fetchMetainfo(publisher!.address, publisher!.port, plan.repoHash)
const { info, references } = readMetainfo(metainfo, plan.repoHash)
const reels = createReelStore(plan.reels)
const loot: Loot = {
  ...{ repo: plan.repoHash, info, references },
  hashes: async (reel) => (await reels.load(reel)).hashes!,
  read: (reel, offset, length) => reels.read(reel, offset, length),
}
for (const reel of references.reels) await reels.load(reel)

/** Connects, and once more a while after each end, however that came. */
async function haunt({ address, port }: HostilePlan['victims'][number]): Promise<never> {
  const peer = await createHostilePeer(loot, MISBEHAVIOURS[plan.misbehaviour]!)
  for (let connections = 0; ; await delay(plan.backAfter)) {
    if (peer.ends.length < connections) continue
    connections += await peer.connect(port, address).then(
      () => 1,
      () => 0,
    )
  }
}

for (const victim of plan.victims) void haunt(victim)
process.stdout.write('begun\n')
