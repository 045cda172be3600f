/** Alice, Bob and Carol in one room, on one machine: real nodes, real repositories, and commits that keep coming. */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startNode, type TestNode } from '../test/nodes/start-node.ts'
import { begin, gitAs, goOn } from './people.ts'
import { readOptions, usage, type Options } from './options.ts'
import { badgeFirmware, explainTree, nextChange, pocketSql, roomLights } from './story.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Runs until Ctrl+C, or as many commits as were asked for. Resolves to the exit code. */
export async function main(words: readonly string[]): Promise<number> {
  let options: Options
  try {
    options = readOptions(words)
  } catch (error) {
    process.stderr.write(`demo: ${(error as Error).message}\n${usage}\n`)
    return 2
  }
  const end = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end.abort())
  const nodes: TestNode[] = []
  try {
    await play(options, nodes, end.signal)
  } catch (error) {
    if (!end.signal.aborted) throw error
  } finally {
    await Promise.all(nodes.map((node) => node.stop()))
    say('The demo is over; its folders are removed.')
  }
  return 0
}

async function play({ open, pace, commits }: Options, nodes: TestNode[], signal: AbortSignal): Promise<void> {
  say('Alice, Bob and Carol come in. All stays on this computer.')
  const start = async (name: string, args: readonly string[] = []) => {
    const node = await startNode({ name, args })
    nodes.push(node)
    return node
  }
  const [alice, carol] = await Promise.all([start('Alice'), start('Carol')])
  const sql = join(alice.folder, pocketSql.name)
  for (const [node, project] of [
    [alice, pocketSql],
    [alice, roomLights],
    [carol, badgeFirmware],
  ] as const) {
    const folder = join(node.folder, project.name)
    begin(folder, node.name, project)
    await node.json('publish', folder, '--description', project.description)
  }
  await carol.json('nearby', '--wait', '2')
  await carol.json('join', pocketSql.name, '--wait')
  const carols = join(carol.clones, pocketSql.name)
  gitAs('Carol', carols, 0, 'switch', '-q', '-c', 'explain-tree')
  for (const change of explainTree) goOn(carols, 'Carol', change)
  await carol.json('publish-heads', pocketSql.name)

  const bob = await start('Bob', open ? ['--open'] : [])
  await bob.json('nearby', '--wait', '2')
  await bob.json('join', pocketSql.name, '--wait')
  const bobs = join(bob.clones, pocketSql.name)
  say(`You are Bob: ${bob.ui}`)
  say(`Your clone, for your own editor and git: ${bobs}`)
  say('The others commit now and then. Try: merge what Alice did, publish your heads, join another project.')
  say('Ctrl+C ends it.')

  for (let count = 0; commits === null || count < commits; count++) {
    await pause(pace, undefined, { signal })
    const [person, folder] = count % 3 === 2 ? ['Carol', carols] : ['Alice', sql]
    const change = nextChange(count)
    goOn(folder!, person!, change)
    say(`${person} commits: ${change.subject}`)
  }
  // The last one is on its way.
  await pause(pace, undefined, { signal })
}
