import { describe, expect, it } from 'vitest'
import { encodeBase64 } from './base64.ts'
import { fromHex, toHex } from './bytes.ts'
import { peerIdOf, verifyP256 } from './crypto.ts'
import { opensshKeyFromSpki, pointFromSpki, spkiFromOpensshKey, spkiFromPoint } from './openssh-key.ts'
import { GtpError } from './types.ts'
import { wordsOf } from './words.ts'
import vectors from './vectors/keys.json' with { type: 'json' }

const { spki, publicKey, peerId, words } = vectors.alice
const spkiBytes = fromHex(spki, 91, 'key', 'spki')

describe('public keys', () => {
  it('have one form as SPKI, one as a line, and one peer ID', () => {
    expect(opensshKeyFromSpki(spkiBytes)).toBe(publicKey)
    expect(toHex(spkiFromOpensshKey(publicKey))).toBe(spki)
    expect(peerIdOf(publicKey)).toBe(peerId)
    expect(peerIdOf(spkiBytes)).toBe(peerId)
    expect(wordsOf(peerId)).toBe(words)
  })

  const [type = '', body = ''] = publicKey.split(' ')
  it.each([
    ['a comment', `${publicKey} alice@laptop`],
    ['a newline', `${publicKey}\n`],
    ['options', `cert-authority ${publicKey}`],
    ['two spaces', `${type}  ${body}`],
    ['no padding', publicKey.replace(/=+$/, '')],
    ['other leftover bits', publicKey.replace(/g=$/, 'h=')],
    ['URL base64', publicKey.replace('+', '-')],
    ['another type', publicKey.replace('nistp256', 'nistp384')],
    ['another type inside', `${type} ${body.replace('bmlzdHAyNTYAAAAI', 'bmlzdHAzODQAAAAI')}`],
    ['a point that is cut', `${type} ${body.slice(0, -4)}`],
    ['nothing', ''],
  ])('are refused with %s', (_, line) => {
    expect(line).not.toBe(publicKey)
    expect(() => spkiFromOpensshKey(line)).toThrow(GtpError)
  })

  it('are refused off the curve, at infinity, and compressed', () => {
    const point = pointFromSpki(spkiBytes)
    const off = point.slice()
    off[64] = (off[64] ?? 0) ^ 1
    expect(() => spkiFromPoint(off)).toThrow(GtpError)
    expect(() => spkiFromPoint(Uint8Array.of(0))).toThrow(GtpError)
    expect(() => spkiFromPoint(Uint8Array.of(2, ...point.subarray(1, 33)))).toThrow(GtpError)
    expect(() => spkiFromPoint(Uint8Array.of(4, ...new Uint8Array(64)))).toThrow(GtpError)
  })

  it('are refused as SPKI of anything else', () => {
    const wrong = spkiBytes.slice()
    wrong[20] = 0x22 // secp384r1
    expect(() => opensshKeyFromSpki(wrong)).toThrow(GtpError)
    expect(() => opensshKeyFromSpki(new Uint8Array(0))).toThrow(GtpError)
    expect(() => peerIdOf(`${type} ${encodeBase64(spkiBytes)}`)).toThrow(GtpError)
  })
})

describe('verifyP256', () => {
  it('says no to a signature of nothing, too short or too long', () => {
    for (const length of [0, 63, 64, 65]) {
      expect(verifyP256(publicKey, new Uint8Array(3), new Uint8Array(length))).toBe(false)
    }
  })
})
