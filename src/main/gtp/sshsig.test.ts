import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../../../test/gtp/alice.ts'
import { encodeUtf8, equalBytes } from './bytes.ts'
import { isLowS, toLowS } from './p256.ts'
import { decodeSshsig, encodeSshsig, sshsigInput, verifySshsig } from './sshsig.ts'
import { GtpError } from './types.ts'

const message = encodeUtf8('a message')

function signed(hash: 'sha256' | 'sha512') {
  return {
    publicKey: ALICE_PUBLIC_KEY,
    hash,
    signature: new Uint8Array(signAsAlice(sshsigInput(message, hash))),
  }
}

describe('SSH signatures', () => {
  it.each(['sha256', 'sha512'] as const)('round-trip and verify with %s', (hash) => {
    const sshsig = signed(hash)
    const decoded = decodeSshsig(encodeSshsig(sshsig))
    expect(decoded).toEqual(sshsig)
    expect(verifySshsig(decoded, message)).toBe(true)
    expect(verifySshsig(decoded, encodeUtf8('another'))).toBe(false)
    expect(verifySshsig({ ...decoded, hash: hash === 'sha256' ? 'sha512' : 'sha256' }, message)).toBe(false)
  })

  it('keep numbers with leading zeros and high bits apart', () => {
    const numbers = fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
      // mpints of every length: zeros in front of both numbers.
      bytes.fill(0, 0, (bytes[63] ?? 0) % 31)
      bytes.fill(0, 32, 32 + ((bytes[31] ?? 0) % 31))
      bytes[31] = bytes[63] = 1
      return bytes
    })
    fc.assert(
      fc.property(numbers, (signature) => {
        const decoded = decodeSshsig(encodeSshsig({ publicKey: ALICE_PUBLIC_KEY, hash: 'sha256', signature }))
        expect(equalBytes(decoded.signature, signature)).toBe(true)
      }),
    )
  })

  it('are refused in any other armour', () => {
    const armour = encodeSshsig(signed('sha256'))
    const lines = armour.split('\n')
    const joined = [lines[0], lines.slice(1, -2).join(''), ...lines.slice(-2)].join('\n')
    const others = [
      armour.trimEnd(),
      `${armour}\n`,
      ` ${armour}`,
      armour.replace('\n', '\n\n'),
      joined,
      '',
      armour.toLowerCase(),
    ]
    for (const other of others) expect(() => decodeSshsig(other)).toThrow(GtpError)
  })

  it('have one canonical half: the other one verifies as well, and is told apart', () => {
    const sshsig = signed('sha256')
    const low = toLowS(sshsig.signature)
    expect(isLowS(low)).toBe(true)
    expect(verifySshsig({ ...sshsig, signature: low }, message)).toBe(true)
    expect(isLowS(new Uint8Array(64))).toBe(false)
    expect(isLowS(new Uint8Array(64).fill(255))).toBe(false)
    const many = Array.from({ length: 32 }, () => new Uint8Array(signAsAlice(message)))
    expect(many.some((signature) => !isLowS(signature))).toBe(true)
    expect(many.every((signature) => isLowS(toLowS(signature)))).toBe(true)
  })

  it('throw nothing but GtpError on changed bytes', () => {
    const bytes = encodeUtf8(encodeSshsig(signed('sha256')))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 0, max: 127 }), (at, value) => {
        const changed = String.fromCharCode(...bytes.with(at, value))
        try {
          expect(verifySshsig(decodeSshsig(changed), message)).toBe(bytes[at] === value)
        } catch (error) {
          expect(error).toBeInstanceOf(GtpError)
        }
      }),
      { numRuns: 1000 },
    )
  })
})
