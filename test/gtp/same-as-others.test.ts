/** Our own checks against the programs that set the rules: git for ref names, Node for IP literals. */
import { spawnSync } from 'node:child_process'
import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isIpv4, isIpv6 } from '../../src/main/gtp/ip-address.ts'
import { isSafeRefName } from '../../src/main/gtp/references/ref-name.ts'

const gitAccepts = (name: string) => spawnSync('git', ['check-ref-format', name]).status === 0

describe('isSafeRefName', () => {
  it('accepts nothing that git refuses, and refuses of plain names only what git does', () => {
    const part = fc
      .array(fc.constantFrom(...'ab/.@{}~^:?*[\\- \t', '..', '.lock', '@{', 'ö'), {
        minLength: 1,
        maxLength: 5,
      })
      .map((units) => units.join(''))
    fc.assert(
      fc.property(part, (text) => {
        const name = `refs/heads/${text}`
        const stricter = /(^|\/)-/.test(text)
        expect(isSafeRefName(name)).toBe(!stricter && gitAccepts(name))
      }),
      { numRuns: 1500 },
    )
  })
})

describe('IP literals', () => {
  const group = fc.constantFrom('0', '1', 'ff', 'FFFF', '12345', '', 'g', '1.2.3.4', '01.2.3.4', '256')
  it('are those of Node, zones aside', () => {
    const joined = fc
      .tuple(fc.array(group, { maxLength: 9 }), fc.constantFrom(':', '::', '.'))
      .map(([groups, by]) => groups.join(by))
    fc.assert(
      fc.property(fc.oneof(joined, fc.ipV4(), fc.ipV4Extended(), fc.ipV6()), (text) => {
        expect(isIpv4(text)).toBe(isIPv4(text))
        expect(isIpv6(text)).toBe(isIPv6(text))
      }),
      { numRuns: 20_000 },
    )
    expect(isIpv6('fe80::1%eth0')).toBe(false)
  })
})
