import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HUES, hueOf, quarters } from './pattern.ts'

const hash = fc
  .uint8Array({ minLength: 20, maxLength: 20 })
  .map((bytes) => Buffer.from(bytes).toString('hex'))

describe('pictures from hashes', () => {
  it('takes the shape from three bits and the shade from the fourth', () => {
    const [a, b, c, d] = quarters('00080f04' + '00'.repeat(16))
    expect(a).toEqual({ path: 'M0 0h10a10 10 0 0 1-10 10z', strong: true })
    expect(b).toEqual({ path: 'M10 0h10a10 10 0 0 1-10 10z', strong: false })
    expect(c).toEqual({ path: 'M0 10l10 10h-10z', strong: false })
    expect(d!.path).toMatch(/^M11.8 15a3.2/)
  })
  it('stays within the square, whatever the hash', () => {
    fc.assert(
      fc.property(hash, (hex) => {
        const paths = quarters(hex).map((quarter) => quarter.path)
        expect(paths).toHaveLength(4)
        for (const path of paths) expect(path).toMatch(/^M[\d.]+ [\d.]+[hvla]/)
      }),
    )
  })
  it('picks the hue by byte 4, and jade for oneself', () => {
    const peer = '00000000' + '0b' + '00'.repeat(15)
    expect(hueOf(peer, null)).toBe(HUES[3])
    expect(hueOf(peer, peer)).toBe('me')
  })
  it('draws something for a hash that is too short', () => expect(quarters('')).toHaveLength(4))
})
