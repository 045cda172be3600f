import { MAX_FRAME } from '../limits.ts'
import { GtpError, type Message } from '../types.ts'
import { decodePayload } from './decode.ts'
import { MESSAGE_TYPES, messageTypeOf, type NumberedType } from './message-types.ts'

const LENGTH_BYTES = 4

/** A frame whose header was read and whose payload is still arriving; null where it is to be thrown away. */
interface OpenFrame {
  readonly payload: Uint8Array | null
  readonly type: NumberedType | null
  readonly length: number
  arrived: number
}

/**
 * Turns a byte stream into messages (GTP/0.2 section 8). Holds at most one frame: its length is checked against the
 * message table before room is made for it, and each byte is copied once. Types that nobody knows are skipped, within
 * MAX_FRAME. Messages own their bytes.
 */
export class FrameDecoder {
  private readonly header = new Uint8Array(LENGTH_BYTES + 1)
  private headerLength = 0
  private frame: OpenFrame | null = null
  private broken: GtpError | null = null

  /** @param roomForBlock bytes of a length, with anything in them, for a block's payload */
  constructor(
    private readonly roomForBlock: (length: number) => Uint8Array = (length) => new Uint8Array(length),
  ) {}

  /** Bytes that are set aside for the frame that is arriving; 0 between frames. */
  get open(): number {
    return this.frame?.payload?.length ?? 0
  }

  /**
   * Takes the next bytes, of any length; returns what they complete. Throws GtpError on a breach, and again on every
   * call after it: the stream has no meaning any more.
   */
  push(bytes: Uint8Array): Message[] {
    if (this.broken) throw this.broken
    try {
      return this.read(bytes)
    } catch (error) {
      if (error instanceof GtpError) this.broken = error
      throw error
    }
  }

  private read(bytes: Uint8Array): Message[] {
    const messages: Message[] = []
    let at = 0
    while (at < bytes.length) {
      if (this.frame) {
        at += this.takePayload(this.frame, bytes.subarray(at))
      } else {
        this.header[this.headerLength++] = bytes[at++] ?? 0
        if (this.keepsAlive()) messages.push({ type: 'keep-alive' })
        else if (this.headerLength === this.header.length) this.frame = this.openFrame()
      }
      const message = this.finish()
      if (message) messages.push(message)
    }
    return messages
  }

  private takePayload(frame: OpenFrame, bytes: Uint8Array): number {
    const taken = bytes.subarray(0, frame.length - frame.arrived)
    frame.payload?.set(taken, frame.arrived)
    frame.arrived += taken.length
    return taken.length
  }

  /** After four bytes: a length of zero is a whole frame, one beyond the limit is refused before its type is awaited. */
  private keepsAlive(): boolean {
    if (this.headerLength !== LENGTH_BYTES) return false
    const length = this.length()
    if (length > MAX_FRAME) throw new GtpError('limit', `a frame of ${length} bytes, over ${MAX_FRAME}`)
    if (length !== 0) return false
    this.headerLength = 0
    return true
  }

  private openFrame(): OpenFrame {
    this.headerLength = 0
    const length = this.length() - 1
    const type = messageTypeOf(this.header[LENGTH_BYTES] ?? 0)
    if (type === undefined) return { payload: null, type: null, length, arrived: 0 }
    const { maxPayload } = MESSAGE_TYPES[type]
    if (length > maxPayload) {
      throw new GtpError('limit', `a ${type} message of ${length} bytes, over ${maxPayload}`)
    }
    const payload = type === 'block' ? this.roomForBlock(length) : new Uint8Array(length)
    return { payload, type, length, arrived: 0 }
  }

  /** The message of a frame that is whole; nothing while it is not, or for an unknown type. */
  private finish(): Message | null {
    const frame = this.frame
    if (!frame || frame.arrived < frame.length) return null
    this.frame = null
    return frame.type && frame.payload ? decodePayload(frame.type, frame.payload) : null
  }

  private length(): number {
    return new DataView(this.header.buffer).getUint32(0)
  }
}
