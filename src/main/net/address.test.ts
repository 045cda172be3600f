import { describe, expect, it } from 'vitest'
import { hostAndPort, isDialable, normalizeAddress } from './address.ts'

describe('addresses', () => {
  it('are written in one way', () => {
    expect(normalizeAddress('::ffff:10.0.4.27')).toBe('10.0.4.27')
    expect(normalizeAddress('10.0.4.27')).toBe('10.0.4.27')
    expect(normalizeAddress('FE80::1%eth0')).toBe('fe80::1')
    expect(normalizeAddress(undefined)).toBe('')
    expect([hostAndPort('10.0.4.27', 7411), hostAndPort('fe80::1', 7411)]).toEqual([
      '10.0.4.27:7411',
      '[fe80::1]:7411',
    ])
  })

  it('are dialled as literals alone', () => {
    for (const address of ['10.0.4.27', '::1', 'fe80::1%eth0', '::ffff:10.0.4.27']) {
      expect(isDialable(address)).toBe(true)
    }
    for (const address of [
      '',
      'alice',
      'alice.local',
      '10.0.4',
      '010.0.4.27',
      'fe80::1%',
      'fe80::1%a b',
      '::1%a%b',
    ]) {
      expect(isDialable(address)).toBe(false)
    }
  })
})
