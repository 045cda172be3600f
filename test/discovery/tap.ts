/** Listens to mDNS on loopback, for what our people say there. */
import { createSocket } from 'node:dgram'
import { nodeInstance } from '../../src/main/discovery/advertised-services.ts'
import { peerIdOf } from './adverts.ts'

/** Counts what the people of these names say, and all questions, for a question does not tell who asks. */
export async function createTap(...names: readonly string[]) {
  const instances = names.map((name) => nodeInstance(peerIdOf(name)).slice('node-'.length))
  const answers: Buffer[] = []
  const questions: Buffer[] = []
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  socket.on('message', (message, { address }) => {
    if (address !== '127.0.0.1') return
    if ((message.readUInt16BE(2) & 0x8000) === 0) questions.push(message)
    else if (instances.some((instance) => message.includes(instance))) answers.push(message)
  })
  await new Promise<void>((done) => socket.bind(5_353, '0.0.0.0', done))
  socket.addMembership('224.0.0.251', '127.0.0.1')
  return {
    sample: (): readonly Buffer[] => answers,
    answers: () => answers.length,
    packets: () => answers.length + questions.length,
    bytes: () => [...answers, ...questions].reduce((sum, { length }) => sum + length, 0),
    close: () => socket.close(),
  }
}
