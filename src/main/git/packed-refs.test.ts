import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Ref } from '../gtp/types.ts'
import { formatPackedRefs, parsePackedRefs } from './packed-refs.ts'

const oid = (digit: string) => digit.repeat(40)

describe('packed-refs', () => {
  it('sorts names by their bytes and puts what a tag peels to below it', () => {
    const refs: readonly Ref[] = [
      { name: 'refs/tags/\u{1f600}', oid: oid('1') },
      { name: 'refs/tags/\uffe6', oid: oid('2'), peeled: oid('3') },
      { name: 'refs/heads/a', oid: oid('4') },
    ]
    expect(formatPackedRefs(refs)).toBe(
      [
        '# pack-refs with: peeled fully-peeled sorted ',
        `${oid('4')} refs/heads/a`,
        `${oid('2')} refs/tags/\uffe6`,
        `^${oid('3')}`,
        `${oid('1')} refs/tags/\u{1f600}`,
        '',
      ].join('\n'),
    )
  })

  it('is read as it was written', () => {
    const hex = fc.stringMatching(/^[0-9a-f]{40}$/)
    const name = fc.stringMatching(/^refs\/(heads|tags)\/[a-z#^é]{1,8}$/)
    const ref = fc.oneof(fc.record({ name, oid: hex }), fc.record({ name, oid: hex, peeled: hex }))
    fc.assert(
      fc.property(fc.uniqueArray(ref, { selector: ({ name: key }) => key }), (refs) => {
        const byName = new Map(refs.map((one) => [one.name, one]))
        expect(parsePackedRefs(formatPackedRefs(refs))).toEqual(byName)
      }),
    )
  })

  it('takes a file with no line', () => {
    expect(parsePackedRefs('').size).toBe(0)
  })
})
