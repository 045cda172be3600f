/** What a lone tracker carries: announces over real connections from ten thousand addresses, each as a node makes it. */
import { connect } from 'node:net'
import { join } from 'node:path'
import { firstLine } from './first-line.ts'
import { ratio, summarize } from './measure.ts'
import { cpuSeconds, peakMemory } from './process-cost.ts'
import type { Measures, Part, Skipped } from './report.ts'
import type { Run } from './run.ts'

/** As the goals say: announces for each second of CPU, and memory with ten thousand peers. */
const ANNOUNCES_GOAL = 5_000
const MEMORY_LIMIT = 100e6
const REPOS = 100
/** Connections at a time. */
const AT_ONCE = 64

type Costs = Measures<'announces' | 'perCpuSecond' | 'perSecond' | 'peakMemory'>

export async function tracker(run: Run): Promise<Part | Skipped> {
  if (process.platform !== 'linux')
    return { skipped: 'ten thousand addresses of this machine are had on Linux alone' }
  const { peers, announcesEach } = run.sizes.tracker
  const ours: Costs[] = []
  for (let round = 1; round <= run.rounds; round++) {
    run.say(`tracker, round ${round} of ${run.rounds}: ${peers} peers`)
    ours.push(await announceRound(run))
  }
  const ways = { 'gittorrent tracker': summarize(ours) }
  const { perCpuSecond, peakMemory: memory } = ways['gittorrent tracker'].median
  return {
    title: `${peers.toLocaleString('en')} peers of ${REPOS} projects, ${announcesEach} announces each`,
    ways,
    ratios: [
      ratio('5,000 / announces per CPU second', ANNOUNCES_GOAL, perCpuSecond, 1),
      ratio("tracker's peak memory / 100 MB", memory, MEMORY_LIMIT, 1),
    ],
    notes: [
      'Each announce is a connection of its own from an address of its own, answered with up to 50 peers, and read to its end.',
      'Every peer announces once; memory is the most until then. The further announces, of other projects, are those counted.',
      'Those who announce share the cores with the tracker: announces per second of its CPU time are what one core gives.',
    ],
  }
}

async function announceRound({ root, workspace, sizes }: Run): Promise<Costs> {
  const { peers, announcesEach } = sizes.tracker
  const program = [process.execPath, join(root, 'out', 'main', 'cli.js')]
  const child = workspace.start([...program, 'tracker', '--json', '--port', '0', '--host', '127.0.0.1'])
  const { port } = JSON.parse(await firstLine(child, 'the tracker')) as { port: number }
  let next = 0
  const announceUntil = (end: number) => {
    const work = async () => {
      while (next < end) await announce(port, next % peers, Math.floor(next++ / peers))
    }
    return Promise.all(Array.from({ length: AT_ONCE }, work))
  }
  await announceUntil(peers)
  const memory = peakMemory(child.pid!)
  const before = cpuSeconds(child.pid)
  const begun = performance.now()
  const all = peers * announcesEach
  await announceUntil(all)
  const seconds = (performance.now() - begun) / 1000
  const after = cpuSeconds(child.pid)
  await workspace.end(child)
  return {
    announces: all - peers,
    perCpuSecond: before === null || after === null ? null : (all - peers) / (after - before),
    perSecond: (all - peers) / seconds,
    peakMemory: memory,
  }
}

/** One announce, of another project each time: nobody may come back so soon. */
function announce(port: number, peer: number, time: number): Promise<void> {
  const repo = escaped((peer * 7 + time * 13) % REPOS)
  const completed = peer % 3 === 0 ? 100 : 0
  const query = `repo_hash=${repo}&peer_id=${escaped(peer)}&port=7411&uploaded=0&downloaded=0&completed=${completed}&peers=50&event=started`
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', localAddress: addressOf(peer) })
    let head = ''
    socket.on('error', reject)
    socket.on('data', (bytes: Buffer) => (head ||= bytes.subarray(0, 15).toString('latin1')))
    socket.on('end', () => {
      if (head.startsWith('HTTP/1.1 200 ')) resolve()
      else reject(new Error(`the tracker answered ${JSON.stringify(head)}`))
    })
    socket.write(`GET /announce?${query} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`)
  })
}

const addressOf = (peer: number) => `127.1.${Math.floor(peer / 250)}.${(peer % 250) + 1}`
const escaped = (number: number) => number.toString(16).padStart(40, '0').replace(/../g, '%$&')
