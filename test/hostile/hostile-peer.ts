/** A peer that speaks the real protocol over a real connection, claims to have everything of a project, and misbehaves. */
import { fromHex } from '../../src/main/gtp/bytes.ts'
import { PROTOCOL_VERSION } from '../../src/main/gtp/limits.ts'
import { encodeMessage } from '../../src/main/gtp/messages/encode.ts'
import { FrameDecoder } from '../../src/main/gtp/messages/frame-decoder.ts'
import { blockCount, blockLength } from '../../src/main/gtp/reel.ts'
import type { Message, ReelInfo, VerifiedReferences } from '../../src/main/gtp/types.ts'
import type { Link } from '../../src/main/net/types.ts'
import { makeTlsNode } from '../net/make-node.ts'

/** What an honest peer would have of a project. */
export interface Loot {
  readonly repo: string
  readonly info: Uint8Array
  readonly references: VerifiedReferences
  hashes(reel: ReelInfo): Promise<Uint8Array>
  read(reel: ReelInfo, offset: number, length: number): Promise<Uint8Array>
}

/** What goes out in place of what an honest peer would say: messages, or raw bytes. */
export type Said = Message | Uint8Array

export interface Misbehaviour {
  /** Changes what an honest peer would say. */
  tamper?(message: Message, loot: Loot): readonly Said[]
  /** Says things by itself, once it was greeted; the returned function stops it. */
  begin?(say: (...said: readonly Said[]) => void, loot: Loot): () => void
  /** Whether the node it talks to can tell, and must end the connection and refuse the next one. */
  readonly isBanned: boolean
  /** It says nothing that would be of use: the node waits for a while before it turns to others. */
  readonly isSilent?: boolean
}

export interface HostilePeer {
  readonly peerId: string
  /** How its connections ended, the first one first; the goodbye's code where there was one. */
  readonly ends: readonly string[]
  /** @param address default: this machine's own */
  connect(port: number, address?: string): Promise<void>
  close(): Promise<void>
}

export async function createHostilePeer(loot: Loot, { tamper, begin }: Misbehaviour): Promise<HostilePeer> {
  const { transport, peerId } = await makeTlsNode()
  const ends: string[] = []
  const stops: (() => void)[] = []

  const talk = (link: Link) => {
    const decoder = new FrameDecoder()
    let ended = false
    let goodbye: string | null = null
    const write = (...said: readonly Said[]) => {
      if (ended) return
      for (const one of said) link.write(one instanceof Uint8Array ? [one] : encodeMessage(one))
    }
    const say = (message: Message) => write(...(tamper ? tamper(message, loot) : [message]))
    link.onBytes((bytes) => {
      for (const message of decoder.push(bytes)) {
        if (message.type === 'goodbye') goodbye = message.code
        else void answer(loot, message, say)
      }
    })
    link.onClose((reason) => {
      ended = true
      ends.push(goodbye ?? reason)
    })
    write({ type: 'hello', version: PROTOCOL_VERSION, name: 'Carol', port: 0, agent: 'test' })
    say({ type: 'join', repo: loot.repo })
    const { seq, digest, reels } = loot.references
    say({ type: 'references', repo: loot.repo, seq, digest })
    for (const reel of reels) say({ type: 'bitfield', reel: reel.id, bits: allOf(reel) })
    say({ type: 'interested' })
    say({ type: 'unchoke' })
    if (begin) stops.push(begin(write, loot))
  }

  return {
    peerId,
    ends,
    connect: async (port, address = '127.0.0.1') => talk(await transport.dial(address, port)),
    async close() {
      for (const stop of stops) stop()
      await transport.close()
    },
  }
}

/** What an honest seeder would answer. */
async function answer(loot: Loot, message: Message, say: (message: Message) => void): Promise<void> {
  const { repo, info, references } = loot
  if (message.type === 'get-references')
    say({ type: 'references-object', repo, info, object: references.bytes })
  if (message.type !== 'get-hashes' && message.type !== 'request') return
  const reel = references.reels.find(({ id }) => id === message.reel)
  if (message.type === 'get-hashes') {
    if (reel) say({ type: 'hashes', reel: reel.id, hashes: await loot.hashes(reel) })
    return
  }
  const { index } = message
  if (!reel) return say({ type: 'reject', reel: message.reel, index })
  const data = await loot.read(reel, index * reel.blockSize, blockLength(reel, index))
  say({ type: 'block', reel: reel.id, index, data })
}

function allOf(reel: ReelInfo): Uint8Array {
  const blocks = blockCount(reel)
  const bits = new Uint8Array(Math.ceil(blocks / 8)).fill(0xff)
  if (blocks % 8) bits[bits.length - 1] = 0xff << (8 - (blocks % 8))
  return bits
}

/** A frame's header with a length that may not fit, and a payload in hex. */
export function rawFrame(length: number, type: number, payload = ''): Uint8Array {
  const bytes = new Uint8Array(5 + payload.length / 2)
  new DataView(bytes.buffer).setUint32(0, length)
  bytes[4] = type
  bytes.set(fromHex(payload, payload.length / 2, 'message', 'the payload'), 5)
  return bytes
}
