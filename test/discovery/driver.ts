/**
 * Runs one Discovery: adverts come in as lines of JSON, events go out as lines of JSON, the end of input stops it.
 * It also takes connections at the port that it advertises, as a node does.
 */
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { createBonjourDiscovery } from '../../src/main/discovery/bonjour-discovery.ts'
import type { Advert } from '../../src/main/discovery/types.ts'

const discovery = createBonjourDiscovery({ interfaces: JSON.parse(process.argv[2]!) as 'auto' | string[] })
const server = createServer((socket) => socket.on('error', () => undefined).end())
const say = (line: string) => void process.stdout.write(`${line}\n`)

await discovery.start((event) => say(JSON.stringify(event)))
say('ready')
for await (const line of createInterface({ input: process.stdin })) {
  const advert = JSON.parse(line) as Advert
  if (!server.listening) await new Promise<void>((done) => server.listen(advert.node.port, done))
  discovery.advertise(advert)
}
await discovery.stop()
server.close()
