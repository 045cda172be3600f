/** A peer without a node behind it, over a real connection: says what a test says, and keeps what it hears. */
import { encodeMessage } from '../../src/main/gtp/messages/encode.ts'
import { FrameDecoder } from '../../src/main/gtp/messages/frame-decoder.ts'
import { PROTOCOL_VERSION } from '../../src/main/gtp/limits.ts'
import type { Message } from '../../src/main/gtp/types.ts'
import { makeTlsNode } from '../net/make-node.ts'

export interface RawPeer {
  /** Says something, and waits for the first answer of one of these types that was not heard before. */
  ask<T extends Message['type']>(message: Message, ...answers: T[]): Promise<Extract<Message, { type: T }>>
  close(): Promise<void>
}

/** Joins a repository at a node. @param port where the node listens, on loopback */
export async function joinAsRawPeer(port: number, repo: string): Promise<RawPeer> {
  const { transport } = await makeTlsNode()
  const link = await transport.dial('127.0.0.1', port)
  const heard: Message[] = []
  const decoder = new FrameDecoder()
  let ended = ''
  let wake = () => {}
  link.onBytes((bytes) => {
    heard.push(...decoder.push(bytes))
    wake()
  })
  link.onClose((reason) => {
    ended = reason
    wake()
  })

  const say = (message: Message) => link.write(encodeMessage(message))
  const answer = async <T extends Message['type']>(types: readonly T[]) => {
    for (;;) {
      const at = heard.findIndex(({ type }) => types.includes(type as T))
      if (at >= 0) return heard.splice(at, 1)[0] as Extract<Message, { type: T }>
      if (ended) throw new Error(`the link has ended: ${ended}`)
      await new Promise<void>((resolve) => (wake = resolve))
    }
  }

  say({ type: 'hello', version: PROTOCOL_VERSION, name: 'Carol', port: 0, agent: 'test' })
  say({ type: 'join', repo })
  say({ type: 'interested' })
  await answer(['unchoke'])
  return {
    ask(message, ...answers) {
      say(message)
      return answer(answers)
    },
    close: () => transport.close(),
  }
}
