/** SSH's data types (RFC 4251 section 5): uint32, string, mpint. Only what keys and signatures need. */
import { concatBytes } from './bytes.ts'
import { GtpError } from './types.ts'

/** A length, then that many bytes. */
export function sshString(bytes: Uint8Array): Uint8Array {
  return concatBytes([sshUint32(bytes.length), bytes])
}

export function sshUint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value)
  return bytes
}

/** A positive number, given as big-endian bytes of any length, as an mpint: shortest form, sign bit clear. */
export function sshMpint(magnitude: Uint8Array): Uint8Array {
  let start = 0
  while (start < magnitude.length && magnitude[start] === 0) start++
  const shortest = magnitude.subarray(start)
  const first = shortest[0] ?? 0
  return sshString(first >= 0x80 ? concatBytes([Uint8Array.of(0), shortest]) : shortest)
}

/** Reads SSH data types one after the other; what is missing is refused as GtpError 'signature'. */
export class SshReader {
  private at = 0

  constructor(private readonly bytes: Uint8Array) {}

  /** The next `length` bytes, as they are. */
  take(length: number): Uint8Array {
    if (length > this.bytes.length - this.at) throw new GtpError('signature', 'the signature ends early')
    this.at += length
    return this.bytes.subarray(this.at - length, this.at)
  }

  uint32(): number {
    const bytes = this.take(4)
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  }

  string(): Uint8Array {
    return this.take(this.uint32())
  }

  /** A positive mpint as big-endian bytes, left-padded to `length`. */
  mpint(length: number): Uint8Array {
    const bytes = this.string()
    const first = bytes[0]
    if (first === undefined || first >= 0x80) throw new GtpError('signature', 'a number is not positive')
    const magnitude = first === 0 ? bytes.subarray(1) : bytes
    // A zero byte is there to keep the sign bit clear, and for nothing else.
    if (first === 0 && (magnitude[0] ?? 0) < 0x80)
      throw new GtpError('signature', 'a number has a spare zero')
    if (magnitude.length > length) throw new GtpError('signature', 'a number is too long')
    const padded = new Uint8Array(length)
    padded.set(magnitude, length - magnitude.length)
    return padded
  }

  end(): void {
    if (this.at !== this.bytes.length) throw new GtpError('signature', 'bytes after the signature')
  }
}
