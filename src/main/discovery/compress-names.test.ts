import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { advertised } from './advertised-services.ts'
import { compressNames } from './compress-names.ts'
import { LinkService } from './link-service.ts'
import { packets } from './packets.ts'

const require = createRequire(createRequire(import.meta.url).resolve('bonjour-service'))
const codec = createRequire(require.resolve('multicast-dns'))('dns-packet') as {
  encode(packet: object): Buffer
  decode(bytes: Uint8Array): object
}

const id = 'a1'.repeat(20)
const project = {
  ...{ repoHash: 'b2'.repeat(20), name: 'wine', publisher: { name: 'Alice', peerId: id } },
  ...{ seq: 1, alternatives: [], complete: true },
}
const services = advertised(
  { node: { name: 'Alice', peerId: id, port: 4_000, directorySeq: 1 }, projects: [project] },
  64,
).services.map((service) => new LinkService(service, ['10.0.0.1', 'fd00::1']))
const answer = codec.encode({ type: 'response', id: 0, answers: packets(services)[0]! })

describe('compressed names', () => {
  it('say the same in a good deal less', () => {
    const compressed = compressNames(answer)
    expect(codec.decode(compressed)).toEqual(codec.decode(answer))
    expect(compressed.length).toBeLessThan(0.75 * answer.length)
    // Nothing is left to be shortened, and what has pointers is let be.
    expect(compressNames(compressed)).toBe(compressed)
  })

  it('point at the first place where an end was said, letter by letter', () => {
    const question = (name: string) => ({ name, type: 'PTR' })
    const bytes = codec.encode({ type: 'query', questions: ['b.c', 'a.b.c', 'B.c', 'c', ''].map(question) })
    const names = '0162016300' + '000c0001' + '0161c00c' + '000c0001' + '0142c00e' + '000c0001' + 'c00e'
    expect(Buffer.from(compressNames(bytes)).toString('hex').slice(24)).toBe(`${names}000c000100000c0001`)
  })

  it('say the same, whatever is said', () => {
    const label = fc.constantFrom('a', 'A', 'bob', 'local', '_tcp', 'x'.repeat(63))
    const name = fc.array(label, { maxLength: 3 }).map((labels) => labels.join('.'))
    const record = fc.oneof(
      fc.record({ type: fc.constant('PTR'), name, data: name }),
      fc.record({
        ...{ type: fc.constant('SRV'), name },
        data: fc.record({ port: fc.nat(65_535), target: name }),
      }),
      fc.record({ type: fc.constant('TXT'), name, data: fc.uint8Array({ maxLength: 99 }).map(Buffer.from) }),
      fc.record({ type: fc.constant('A'), name, data: fc.ipV4() }),
    )
    const records = fc.array(record, { maxLength: 60 })
    fc.assert(
      fc.property(records, records, (answers, additionals) => {
        const bytes = codec.encode({ type: 'response', answers, additionals })
        expect(codec.decode(compressNames(bytes))).toEqual(codec.decode(bytes))
      }),
    )
  })

  it('point no further than a pointer reaches', () => {
    const answers = Array.from({ length: 400 }, (_, index) => ({
      ...{ type: 'TXT', name: `name-${index >> 1}.local`, data: Buffer.alloc(80) },
    }))
    const bytes = codec.encode({ type: 'response', answers })
    expect(codec.decode(compressNames(bytes))).toEqual(codec.decode(bytes))
  })

  it('leave what they do not understand as it is', () => {
    for (let length = 0; length < answer.length; length++) {
      const cut = answer.subarray(0, length)
      expect(compressNames(cut)).toBe(cut)
    }
    const longer = Buffer.concat([answer, Buffer.alloc(1)])
    expect(compressNames(longer)).toBe(longer)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void compressNames(bytes)))
  })
})
