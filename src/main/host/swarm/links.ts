/** The open links of a swarm: frames on one side, messages and link numbers on the other. */
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'
import type { Input, LinkId } from '../../engine/types.ts'
import { encodeMessage } from '../../gtp/messages/encode.ts'
import { FrameDecoder } from '../../gtp/messages/frame-decoder.ts'
import { GtpError, type GoodbyeCode, type Message } from '../../gtp/types.ts'
import type { Link, Transport } from '../../net/types.ts'
import type { BlockBuffers } from './block-buffers.ts'
import { createSharedRoom } from './shared-room.ts'
import { createSpeaker, type Speaker } from './speaker.ts'

/** Bytes waiting for a peer's socket: one that reads slower than we write control messages is given up. */
const MAX_BUFFERED = 64 * 1024 * 1024
/** The same of all links together, bytes. */
export const MAX_UNSENT = 256 * 1024 * 1024
/** Frames of all links that are not whole yet, bytes: twice what this node ever asks for at once (MAX_IN_FLIGHT in engine/limits.ts). */
export const MAX_OPEN_FRAMES = 128 * 1024 * 1024

export interface Links {
  dial(address: string, port: number, expect: Hex | null): void
  /** @param patient it may go with others later */
  send(link: LinkId, message: Message, patient?: boolean): void
  /** Sends what is encoded already: nobody may change it before it is drained. */
  sendFrame(link: LinkId, frame: Uint8Array): void
  close(link: LinkId, code: GoodbyeCode, text: string): void
  /** Gives the links of which bytes came since the last call. */
  heard(): readonly LinkId[]
  peerOf(link: LinkId): Hex | null
  /** Resolves when what was sent is with the operating system; false when the link is gone. */
  drained(link: LinkId): Promise<boolean>
}

/** @param buffers where the blocks that arrive lie */
export function createLinks(
  transport: Transport,
  buffers: BlockBuffers,
  input: (input: Input) => void,
): Links {
  const links = new Map<LinkId, { readonly link: Link; readonly speaker: Speaker }>()
  const waiting = new Map<LinkId, ((ok: boolean) => void)[]>()
  const noisy = new Set<LinkId>()
  const unsent = createSharedRoom<LinkId>(MAX_UNSENT)
  const openFrames = createSharedRoom<LinkId>(MAX_OPEN_FRAMES)
  let lastId = 0

  const wake = (id: LinkId, ok: boolean) => {
    const resolvers = waiting.get(id) ?? []
    waiting.delete(id)
    for (const resolve of resolvers) resolve(ok)
  }

  const forget = (id: LinkId) => {
    links.get(id)?.speaker.stop()
    for (const room of [unsent, openFrames]) room.hold(id, '', 0)
    return links.delete(id)
  }

  const add = (link: Link) => {
    const id = ++lastId
    const decoder = new FrameDecoder(buffers.take)
    const speaker = createSpeaker((chunks) => {
      link.write(chunks)
      const gone = unsent.hold(id, link.address, link.buffered)
      for (const slow of link.buffered > MAX_BUFFERED ? [id] : gone)
        links.get(slow)?.link.destroy('it reads too slowly')
    })
    links.set(id, { link, speaker })
    link.onDrain(() => {
      unsent.hold(id, link.address, 0)
      wake(id, true)
    })
    link.onClose((reason) => {
      if (!forget(id)) return // we closed it, and said so
      wake(id, false)
      input({ type: 'link-down', link: id, reason })
    })
    const { peerId, address, port, initiated, version } = link
    input({ type: 'link-up', link: id, peerId, address, port, initiated, version })
    let open = 0
    link.onBytes((bytes) => {
      noisy.add(id)
      try {
        for (const message of decoder.push(bytes)) {
          if (!links.has(id)) return
          input({ type: 'message', link: id, message })
        }
      } catch (error) {
        if (!(error instanceof GtpError)) throw error
        input({ type: 'malformed', link: id, text: error.message })
      }
      if (open === decoder.open || !links.has(id)) return
      open = decoder.open
      for (const gone of openFrames.hold(id, address, open))
        links.get(gone)?.link.destroy('too much of what it sends is under way')
    })
  }

  const close = (id: LinkId, code: GoodbyeCode, text: string) => {
    const entry = links.get(id)
    if (!entry) return
    for (const frame of encodeMessage({ type: 'goodbye', code, text })) entry.speaker.sayFrame(frame)
    forget(id)
    entry.link.end()
    wake(id, false)
    input({ type: 'link-down', link: id, reason: text })
  }

  transport.onLink(add)

  return {
    dial(address, port, expect) {
      transport.dial(address, port, expect ?? undefined).then(add, (error: Error) => {
        const otherVersion = error instanceof AppError && error.code === 'OTHER_VERSION'
        input({ type: 'dial-failed', address, port, reason: error.message, otherVersion })
      })
    },
    send: (id, message, patient) => links.get(id)?.speaker.say(message, patient),
    sendFrame: (id, frame) => links.get(id)?.speaker.sayFrame(frame),
    close,
    heard() {
      const heard = [...noisy]
      noisy.clear()
      return heard
    },
    peerOf: (id) => links.get(id)?.link.peerId ?? null,
    drained(id) {
      const link = links.get(id)?.link
      if (!link) return Promise.resolve(false)
      if (link.buffered === 0) return Promise.resolve(true)
      return new Promise((resolve) => waiting.set(id, [...(waiting.get(id) ?? []), resolve]))
    },
  }
}
