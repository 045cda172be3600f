import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_NAME, MAX_NICKNAME } from '../gtp/limits.ts'
import { isSafeText } from '../gtp/text.ts'
import { advertised, serviceName } from './advertised-services.ts'
import { MAX_TXT, MAX_TXT_STRING } from './limits.ts'
import { createOnLink } from './on-link.ts'
import { otherVersion, parseService, type HeardService } from './parse-service.ts'
import { txtBytes } from './txt.ts'
import type { Advert } from './types.ts'

const onLink = createOnLink({
  networks: [
    ['10.0.0.1', 24],
    ['fd00::1', 64],
  ],
})
const ALICE = 'a1'.repeat(20)
const BOB = 'b2'.repeat(20)
const REPO = 'c3'.repeat(20)
const OTHER = 'd4'.repeat(20)

const ADVERT: Advert = {
  node: { name: 'Alice', peerId: ALICE, port: 4_000, directorySeq: 2 },
  projects: [
    {
      repoHash: REPO,
      name: 'wine',
      publisher: { name: 'Bob', peerId: BOB },
      seq: 3,
      alternatives: [OTHER],
      complete: false,
    },
  ],
}

const heardOf = (advert: Advert): HeardService[] =>
  advertised(advert, 64).services.map(({ instance, port, txt }) => ({
    name: serviceName(instance),
    port,
    txt,
    addresses: ['10.0.0.7'],
    referer: '10.0.0.7',
  }))
const [NODE, PROJECT] = heardOf(ADVERT) as [HeardService, HeardService]
const withTxt = (heard: HeardService, txt: Record<string, string>) => ({
  ...heard,
  txt: { ...heard.txt, ...txt },
})

const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 40, maxLength: 40 })
const text = fc.string({ unit: 'binary', maxLength: 300 })
const person = fc.record({ name: text, peerId: hash })
const advert: fc.Arbitrary<Advert> = fc.record({
  node: fc.record({
    name: text,
    peerId: hash,
    port: fc.integer({ min: 1, max: 65_535 }),
    directorySeq: fc.maxSafeNat(),
  }),
  projects: fc.array(
    fc.record({
      repoHash: hash,
      name: text,
      publisher: person,
      seq: fc.maxSafeNat(),
      alternatives: fc.uniqueArray(hash, { maxLength: 5 }),
      complete: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
})

describe('parseService', () => {
  it('reads what we advertise', () => {
    const place = { peerId: ALICE, addresses: ['10.0.0.7'], port: 4_000 }
    expect(parseService(NODE, onLink)).toEqual({ kind: 'node', more: null, ...place, node: ADVERT.node })
    expect(parseService(PROJECT, onLink)).toEqual({ kind: 'project', ...place, project: ADVERT.projects[0] })
  })

  it('reads whatever can be advertised: within the limits of TXT, names safe, numbers and hashes the same', () => {
    fc.assert(
      fc.property(advert, (said) => {
        const heard = heardOf(said)
        for (const { txt } of heard) {
          expect(txtBytes(txt)).toBeLessThanOrEqual(MAX_TXT)
          for (const [key, value] of Object.entries(txt)) {
            expect(Buffer.byteLength(`${key}=${value}`)).toBeLessThanOrEqual(MAX_TXT_STRING)
            expect(value).not.toBe('')
          }
        }
        const [node, ...projects] = heard.map((one) => parseService(one, onLink))
        if (node?.kind !== 'node') return expect.fail('no node')
        expect(isSafeText(node.node.name, MAX_NICKNAME)).toBe(true)
        expect({ ...node.node, name: '' }).toEqual({ ...said.node, name: '' })
        projects.forEach((sighting, index) => {
          const wanted = said.projects[index]!
          if (sighting?.kind !== 'project') return expect.fail('no project')
          const { name, publisher, ...rest } = sighting.project
          expect(isSafeText(name, MAX_NAME) && isSafeText(publisher.name, MAX_NICKNAME)).toBe(true)
          expect(publisher.peerId).toBe(wanted.publisher.peerId)
          expect(rest).toEqual({
            repoHash: wanted.repoHash,
            seq: wanted.seq,
            alternatives: wanted.alternatives.slice(0, 3),
            complete: wanted.complete,
          })
        })
      }),
    )
  })

  it('is total: hostile services give null or sound data, never an exception', () => {
    const value = fc.oneof(text, hash, fc.constantFrom('1', '0', 'node', 'repo', ALICE, REPO, '4000', ''))
    const txt = fc.dictionary(
      fc.oneof(
        fc.constantFrom('v', 'kind', 'id', 'port', 'name', 'seq', 'repo', 'pub', 'by', 'alt', 'done'),
        text,
      ),
      value,
    )
    const heard = fc.record({
      name: fc.oneof(text, fc.constantFrom(NODE.name, PROJECT.name)),
      port: fc.oneof(fc.double(), fc.integer()),
      txt: fc.oneof(
        txt,
        txt.map((more) => ({ ...NODE.txt, ...more })),
        txt.map((more) => ({ ...PROJECT.txt, ...more })),
      ),
      addresses: fc.array(fc.oneof(text, fc.ipV4(), fc.ipV6(), fc.constant('10.0.0.9')), { maxLength: 20 }),
      referer: fc.oneof(fc.ipV4(), fc.constant('10.0.0.9')),
    })
    fc.assert(
      fc.property(heard, (one) => {
        const sighting = parseService(one, onLink)
        if (sighting === null) return
        expect(sighting.peerId).toMatch(/^[0-9a-f]{40}$/)
        expect(sighting.addresses.length).toBeGreaterThan(0)
        expect(sighting.addresses.every(onLink)).toBe(true)
        if (sighting.kind === 'project') expect(isSafeText(sighting.project.name, MAX_NAME)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['another version', withTxt(NODE, { v: '2' })],
    ['no such kind', withTxt(NODE, { kind: 'tracker' })],
    ['upper-case hex', withTxt(NODE, { id: ALICE.toUpperCase() })],
    ['a short peer id', withTxt(NODE, { id: ALICE.slice(2) })],
    ["another's name", { ...NODE, name: serviceName('node-0000000000000000') }],
    ['port 0', withTxt({ ...NODE, port: 0 }, { port: '0' })],
    ['two ports', withTxt(NODE, { port: '4001' })],
    ['a port in another base', withTxt(NODE, { port: '0xfa0' })],
    ['a negative sequence', withTxt(NODE, { seq: '-1' })],
    ['a sequence with leading zeros', withTxt(NODE, { seq: '02' })],
    ['an unsafe sequence', withTxt(NODE, { seq: '9007199254740992' })],
    ['a project without visible name', withTxt(PROJECT, { name: '\u202e\u200b ' })],
    ['too many alternatives', withTxt(PROJECT, { alt: [1, 2, 3, 4].map((n) => `${n}`.repeat(40)).join() })],
    ['an alternative twice', withTxt(PROJECT, { alt: `${OTHER},${OTHER}` })],
    ['an empty alternative', withTxt(PROJECT, { alt: `${OTHER},` })],
    ['neither complete nor not', withTxt(PROJECT, { done: 'yes' })],
    ['an address elsewhere', { ...NODE, addresses: ['8.8.8.8'], referer: '8.8.4.4' }],
  ])('refuses %s', (_, heard) => {
    expect(parseService(heard, onLink)).toBeNull()
  })

  it('removes what hides or reorders text, and falls back to the key for a nickname', () => {
    const shown = parseService(withTxt(NODE, { name: 'Ali\u202ece\u0007 <a@b>\u200b' }), onLink)
    expect(shown).toMatchObject({ node: { name: 'Ali ce a@b' } })
    expect(parseService(withTxt(NODE, { name: '\u2066' }), onLink)).toMatchObject({
      node: { name: ALICE.slice(0, 8) },
    })
  })

  describe('takes addresses', () => {
    const addresses = (records: string[], referer = '10.0.0.7', link = onLink) =>
      parseService({ ...NODE, addresses: records, referer }, link)?.addresses

    it('from records, the referer first, then IPv4', () => {
      expect(addresses(['fd00::7', '10.0.0.8', '10.0.0.7', '10.0.0.8'])).toEqual([
        '10.0.0.7',
        '10.0.0.8',
        'fd00::7',
      ])
    })
    it('from the referer when there are none that a neighbour can have', () => {
      for (const records of [
        [],
        ['192.168.9.9'],
        ['127.0.0.1'],
        ['::1'],
        ['fe80::1'],
        ['nonsense'],
        ['0.0.0.0'],
      ])
        expect(addresses(records)).toEqual(['10.0.0.7'])
    })
    it('link-local IPv6 only when there is nothing else', () => {
      expect(addresses(['fe80::1', '10.0.0.8'])).toEqual(['10.0.0.8'])
      expect(addresses(['fe80::1'], '192.168.9.9')).toEqual(['fe80::1'])
    })
    it('on loopback only where we listen on loopback', () => {
      const loopback = createOnLink({ networks: [['127.0.0.1', 8]] })
      expect(addresses(['127.0.0.1'], '127.0.0.1')).toBeUndefined()
      expect(addresses(['127.0.0.1', '10.0.0.7'], '127.0.0.1', loopback)).toEqual(['127.0.0.1'])
    })
  })
})

describe('a node of another version', () => {
  it('is known as one, by what stays in all of them', () => {
    const later = withTxt(NODE, { v: '2', name: 'Alice\u202e', port: 'elsewhere' })
    expect(parseService(later, onLink)).toBe(null)
    expect(otherVersion(later)).toEqual({ type: 'other-version', peerId: ALICE, name: 'Alice', newer: true })
    expect(otherVersion(withTxt(NODE, { v: '0' }))).toMatchObject({ newer: false })
  })

  it('is not made up of anything else', () => {
    expect(otherVersion(NODE)).toBe(null)
    expect(otherVersion(withTxt(PROJECT, { v: '2' }))).toBe(null)
    for (const txt of [{ v: 'x' }, { v: '2', id: BOB }, { v: '2', id: 'x' }, { v: '2', kind: 'more' }])
      expect(otherVersion(withTxt(NODE, txt as Record<string, string>))).toBe(null)
  })
})
