import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuTime } from '../../../../test/cpu-time.ts'
import { ALICE_PUBLIC_KEY, signAsAlice } from '../../../../test/gtp/alice.ts'
import { EXAMPLE_INFO, EXAMPLE_REFERENCES, oidOf } from '../../../../test/gtp/example.ts'
import { decodeUtf8, encodeUtf8, fromHex } from '../bytes.ts'
import { GtpError, type ReelInfo, type References } from '../types.ts'
import vectors from '../vectors/references.json' with { type: 'json' }
import { decodeRepoInfo } from '../repo-info.ts'
import { buildReferencesPayload } from './build-payload.ts'
import { parseReferences } from './parse-references.ts'
import { signReferences } from './sign-references.ts'
import { tagObjectId } from './tag-object-id.ts'
import { verifyReferences } from './verify-references.ts'

const object = encodeUtf8(vectors.object)
const sign = (change: Partial<References>) =>
  signReferences({ ...EXAMPLE_REFERENCES, ...change }, signAsAlice, ALICE_PUBLIC_KEY)
const [tip, history] = EXAMPLE_REFERENCES.reels as [ReelInfo, ReelInfo]
const main = EXAMPLE_REFERENCES.refs[0] as References['refs'][number]
const ref = (name: string) => ({ name, oid: oidOf('newest') })

describe('the golden references object', () => {
  it('is what the example becomes, signature aside', () => {
    const payload = decodeUtf8(buildReferencesPayload(EXAMPLE_REFERENCES), 'references', 'it')
    expect(vectors.object.startsWith(`${payload}-----BEGIN SSH SIGNATURE-----\n`)).toBe(true)
  })

  it('verifies, and reads as the example', () => {
    const info = decodeRepoInfo(fromHex(vectors.repo, vectors.repo.length / 2, 'metainfo', 'repo'))
    expect(verifyReferences(object, info)).toEqual({
      ...EXAMPLE_REFERENCES,
      verified: true,
      bytes: object,
      digest: vectors.digest,
    })
    expect(tagObjectId(object, 'sha1')).toBe(vectors.tagObjectId)
  })

  it('is refused after a change of any byte, by any amount', () => {
    fc.assert(
      fc.property(fc.nat(object.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = object.slice()
        changed[at] = (changed[at] ?? 0) ^ flip
        expect(() => verifyReferences(changed, EXAMPLE_INFO)).toThrow(GtpError)
      }),
      { numRuns: 1500 },
    )
  })

  it('is refused cut, continued, doubled, or with a line left out or twice', () => {
    const lines = vectors.object.split('\n').slice(0, -1)
    const texts = lines.flatMap((line, at) => [
      lines.toSpliced(at, 1).join('\n') + '\n',
      lines.toSpliced(at, 0, line).join('\n') + '\n',
      lines.slice(0, at).join('\n'),
    ])
    for (const text of [
      ...texts,
      `${vectors.object}\n`,
      vectors.object + vectors.object,
      vectors.object.replaceAll('\n', '\r\n'),
    ]) {
      expect(() => verifyReferences(encodeUtf8(text), EXAMPLE_INFO)).toThrow(GtpError)
    }
  })

  it('is refused for another repository of the same key, and for another key', () => {
    const grafted = { ...EXAMPLE_INFO, nonce: new Uint8Array(16) }
    expect(() => verifyReferences(object, grafted)).toThrow(/another repository/)
    const body = EXAMPLE_INFO.pubkey
    // The generator of P-256: a valid key, and nobody's.
    const other = `${body.slice(0, 'ecdsa-sha2-nistp256 '.length)}AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBGsX0fLhLEJH+Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT+NC4v4af5uO5+tKfA+eFivOM1drMV7Oy7ZAaDe/UfU=`
    expect(() => verifyReferences(object, { ...EXAMPLE_INFO, pubkey: other })).toThrow(/another key/)
  })
})

describe('references', () => {
  it('accept successors, SHA-256 objects, no labels, no roots and no reels', () => {
    const wide = 'ab'.repeat(32)
    const later = { objectType: 'tag', previous: vectors.digest, seq: 2 ** 52, object: wide } as const
    const bytes = sign({
      ...later,
      objectFormat: 'sha256',
      refs: [{ ...main, oid: wide }],
      roots: [],
      reels: [],
      latest: null,
      description: '',
    })
    expect(verifyReferences(bytes, EXAMPLE_INFO)).toMatchObject({
      ...later,
      latest: null,
      description: '',
      roots: [],
      reels: [],
    })
  })

  it('come out sorted and with clean labels, whatever order they went in', () => {
    const [first = ref(''), second = ref('')] = EXAMPLE_REFERENCES.refs
    const bytes = sign({
      refs: [second, first],
      roots: [first.oid, second.oid].sort().reverse(),
      reels: [tip, { ...history, gives: history.gives.toReversed() }],
      latest: { subject: 'Faster\n\njoins\u202e', author: '', time: 5 },
    })
    expect(verifyReferences(bytes, EXAMPLE_INFO)).toMatchObject({
      refs: [first, second],
      roots: [first.oid, second.oid].sort(),
      reels: [tip, history],
      latest: { subject: 'Faster joins', author: '', time: 5 },
    })
  })

  it('are the same after parsing and building again', () => {
    const { references, payload } = parseReferences(object)
    expect(buildReferencesPayload(references)).toEqual(payload)
  })

  const seven = { ...tip, kind: 'append' } as const
  it.each<[string, Partial<References>]>([
    ['number 0', { seq: 0 }],
    ['a number beyond 2^53', { seq: 2 ** 53 }],
    ['a repo hash that is none', { repoHash: 'x' }],
    ['a predecessor and a commit', { previous: vectors.digest }],
    ['neither predecessor nor commit', { objectType: 'tag' }],
    ['another commit than that of HEAD', { object: oidOf('older') }],
    ['objects of another format', { objectFormat: 'sha256' }],
    ['no name', { name: '' }],
    ['a name with a newline', { name: 'a\nhead refs/heads/evil' }],
    ['a description that reorders', { description: 'a\u202eb' }],
    ['a HEAD that is not listed', { head: 'refs/heads/other' }],
    ['a HEAD that is a tag', { head: 'refs/tags/v1', object: oidOf('tag v1') }],
    ['no refs', { refs: [] }],
    ['an unsafe ref', { refs: [main, ref('refs/heads/../../config')] }],
    ['a ref elsewhere', { refs: [main, ref('refs/remotes/origin/main')] }],
    ['a ref twice', { refs: [main, main] }],
    ['refs that exclude one another', { refs: [main, ref('refs/heads/main/x')] }],
    [
      'refs that exclude one another, apart',
      { refs: [main, ref('refs/heads/x'), ref('refs/heads/x-'), ref('refs/heads/x/y/z')] },
    ],
    ['a branch that peels', { refs: [{ ...main, peeled: oidOf('older') }] }],
    ['a root of another format', { roots: ['ab'.repeat(32)] }],
    ['a root twice', { roots: [oidOf('first'), oidOf('first')] }],
    ['too many roots', { roots: Array.from({ length: 17 }, (_, at) => oidOf(`root ${at}`)) }],
    ['a reel twice', { reels: [tip, tip] }],
    ['a reel without bytes', { reels: [{ ...tip, bytes: 0 }] }],
    ['a reel that is too long', { reels: [{ ...tip, bytes: 2 ** 45 }] }],
    ['too many blocks', { reels: [{ ...tip, bytes: 2 ** 30, blockSize: 1024 }] }],
    ['blocks of an odd size', { reels: [{ ...tip, blockSize: 300_000 }] }],
    ['blocks that are too small', { reels: [{ ...tip, blockSize: 512 }] }],
    ['blocks that are too large', { reels: [{ ...tip, blockSize: 2_097_152 }] }],
    ['a tip that needs something', { reels: [{ ...tip, needs: tip.gives }] }],
    ['a reel that gives nothing', { reels: [{ ...tip, gives: [] }] }],
    ['a reel that gives one thing twice', { reels: [{ ...tip, gives: [...tip.gives, ...tip.gives] }] }],
    [
      'too many reels',
      { reels: Array.from({ length: 65 }, (_, at) => ({ ...seven, id: `${at}`.padStart(64, '0') })) },
    ],
    ['a reel of another kind', { reels: [{ ...tip, kind: 'evil' as 'tip' }] }],
    ['a peer ID that is none', { tagger: { ...EXAMPLE_REFERENCES.tagger, peerId: 'x' } }],
    ['a time that is none', { tagger: { ...EXAMPLE_REFERENCES.tagger, time: 1.5 } }],
  ])('are not signed with %s', (_, change) => {
    expect(() => sign(change)).toThrow(GtpError)
  })

  it("are refused with another's peer ID in the tagger's line", () => {
    const bytes = sign({ tagger: { ...EXAMPLE_REFERENCES.tagger, peerId: 'ab'.repeat(20) } })
    expect(() => verifyReferences(bytes, EXAMPLE_INFO)).toThrow(/peer ID/)
  })

  it('throw nothing but GtpError for lines in any order', () => {
    const lines = fc.shuffledSubarray(vectors.object.split('\n'))
    fc.assert(
      fc.property(lines, (some) => {
        expect(() => parseReferences(encodeUtf8(some.join('\n')))).toThrow(GtpError)
      }),
    )
  })

  it('of the largest size are read in reasonable time', () => {
    const refs = Array.from({ length: 20_000 }, (_, at) =>
      ref(`refs/heads/b${String(at).padStart(5, '0')}/${'x'.repeat(20)}`),
    )
    const bytes = sign({ refs: [...refs, main].slice(1) })
    const before = cpuTime()
    expect(verifyReferences(bytes, EXAMPLE_INFO).refs).toHaveLength(20_000)
    expect(cpuTime() - before).toBeLessThan(5000)
    expect(() => sign({ refs: [...refs, main] })).toThrow(GtpError)
  })
})
