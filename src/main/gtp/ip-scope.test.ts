import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIpLiteral } from './ip-address.ts'
import { carriesTo, fairGroup, mayClaim, normalizeIp, scopeOf } from './ip-scope.ts'

describe('addresses', () => {
  it.each([
    ['10.0.4.27', '10.0.4.27'],
    ['FE80::1%eth0', 'fe80::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::ffff:10.0.4.27', '10.0.4.27'],
    ['::FFFF:0a00:041b', '10.0.4.27'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['0.0.0.0', null],
    ['224.0.0.251', null],
    ['255.255.255.255', null],
    ['::', null],
    ['::ffff:0.0.0.0', null],
    ['ff02::fb', null],
    ['alice.local', null],
    ['127.1', null],
    ['', null],
  ])('%s is %s', (text, normal) => {
    expect(normalizeIp(text)).toBe(normal)
  })

  it('have one form, and a scope and a group', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string()), (text) => {
        const normal = normalizeIp(text)
        if (normal === null) return
        expect(isIpLiteral(normal)).toBe(true)
        expect(normalizeIp(normal)).toBe(normal)
        expect(scopeOf(normal)).toMatch(/^(loopback|link-local|private|public)$/)
        expect(mayClaim(normal, normal)).toBe(true)
        if (normal.includes(':')) expect(fairGroup(normal).split(':')).toHaveLength(4)
      }),
      { numRuns: 1_000 },
    )
  })

  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['169.254.7.7', 'link-local'],
    ['fe80::1', 'link-local'],
    ['172.16.0.1', 'private'],
    ['172.32.0.1', 'public'],
    ['100.64.0.1', 'private'],
    ['100.128.0.1', 'public'],
    ['fd00::1', 'private'],
    ['8.8.8.8', 'public'],
    ['2001:db8::1', 'public'],
  ])('%s is %s', (address, scope) => {
    expect(scopeOf(address)).toBe(scope)
  })

  it('carry to whoever is as near or nearer', () => {
    expect(carriesTo('public', 'private')).toBe(true)
    expect(carriesTo('private', 'private')).toBe(true)
    expect(carriesTo('private', 'public')).toBe(false)
    expect(carriesTo('loopback', 'link-local')).toBe(false)
  })

  it.each([
    ['8.8.8.8', '8.8.8.8', true],
    ['8.8.8.8', '8.8.4.4', false],
    ['8.8.8.8', '10.0.0.1', false],
    ['10.0.0.1', '8.8.8.8', false],
    ['10.0.0.1', '10.200.0.1', true],
    ['10.0.0.1', '192.168.0.1', false],
    ['10.0.0.1', '127.0.0.1', false],
    ['127.0.0.1', '10.0.0.1', true],
    ['127.0.0.1', '8.8.8.8', false],
    ['127.0.0.1', '127.0.0.2', false],
    ['fd00:1:2::1', 'fd00:1:2:9::1', true],
    ['fd00:1:2::1', 'fd00:1:3::1', false],
    ['fe80::1', 'fe80::2', false],
    ['2001:db8::1', '2001:db8::2', false],
  ])('from %s, %s may be claimed: %s', (source, claimed, allowed) => {
    expect(mayClaim(source, claimed)).toBe(allowed)
  })
})
