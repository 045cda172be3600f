/** Reading a references object: only what buildReferencesPayload writes is accepted (GTP/0.2 section 5). */
import type { Hex } from '../../../shared/model.ts'
import { compareBytes, decodeUtf8, encodeUtf8 } from '../bytes.ts'
import { MAX_REFERENCES_OBJECT, MAX_REFS, MAX_ROOTS } from '../limits.ts'
import { ARMOUR_BEGIN } from '../sshsig.ts'
import { GtpError, type Ref, type References } from '../types.ts'
import { BODY_VERSION, buildReferencesPayload } from './build-payload.ts'
import { LineReader } from './line-reader.ts'
import { readReels } from './read-reels.ts'

export interface ParsedReferences {
  readonly references: References
  /** What was signed. */
  readonly payload: Uint8Array
  /** The SSH signature in its armour, not yet checked. */
  readonly armour: string
}

/** Throws GtpError 'references' or 'limit'. The signature is split off and not verified: see verifyReferences. */
export function parseReferences(bytes: Uint8Array): ParsedReferences {
  if (bytes.length > MAX_REFERENCES_OBJECT) {
    throw new GtpError('limit', `the references are longer than ${MAX_REFERENCES_OBJECT} bytes`)
  }
  const text = decodeUtf8(bytes, 'references', 'the references object')
  const end = text.indexOf(`\n${ARMOUR_BEGIN}\n`) + 1
  if (end === 0) throw new GtpError('references', 'the references are not signed')
  const payload = encodeUtf8(text.slice(0, end))
  const references = readPayload(text.slice(0, end))
  // The readers below are lenient about order and spelling; this one comparison is what makes the form canonical.
  if (compareBytes(buildReferencesPayload(references), payload) !== 0) {
    throw new GtpError('references', 'the references are not in canonical form')
  }
  return { references, payload, armour: text.slice(end) }
}

function readPayload(text: string): References {
  const lines = new LineReader(text)
  const object = lines.value('object')
  const objectType = lines.choice('type', ['commit', 'tag'])
  lines.value('tag') // derived from repo and seq; the canonical form holds it to that
  const tagger = readTagger(lines.value('tagger'))
  lines.blank()
  lines.choice('gtp', [BODY_VERSION])
  return {
    object,
    objectType,
    tagger,
    repoHash: lines.value('repo'),
    seq: lines.number('seq'),
    previous: lines.optional('previous') ?? null,
    objectFormat: lines.choice('format', ['sha1', 'sha256']),
    name: lines.value('name'),
    description: lines.optional('description') ?? '',
    head: lines.value('head'),
    latest: readLatest(lines),
    roots: readRoots(lines),
    reels: readReels(lines),
    refs: readRefs(lines),
  }
}

function readTagger(value: string): References['tagger'] {
  const match = /^(?<name>[^<>]+) <(?<peerId>[0-9a-f]{40})@gittorrent> (?<time>[0-9]{1,15}) \+0000$/.exec(
    value,
  )
  const { name = '', peerId = '', time = '' } = match?.groups ?? {}
  if (!match) throw new GtpError('references', 'the tagger is not NAME <PEER ID@gittorrent> TIME +0000')
  return { name, peerId, time: Number(time) }
}

function readLatest(lines: LineReader): References['latest'] {
  if (!lines.has('latest')) return null
  const time = lines.number('latest')
  const author = lines.optional('author') ?? ''
  return { time, author, subject: lines.optional('subject') ?? '' }
}

function readRoots(lines: LineReader): Hex[] {
  const roots: Hex[] = []
  while (lines.has('root')) {
    if (roots.push(lines.value('root')) > MAX_ROOTS)
      throw new GtpError('limit', `there are more than ${MAX_ROOTS} roots`)
  }
  return roots
}

function readRefs(lines: LineReader): Ref[] {
  lines.blank()
  const refs: Ref[] = []
  while (!lines.ended()) {
    const [oid = '', name = '', ...rest] = lines.next().split('\t')
    const last = refs.at(-1)
    if (rest.length > 0) throw new GtpError('references', 'a ref is not OBJECT tab NAME')
    if (last && name === `${last.name}^{}`) refs[refs.length - 1] = { ...last, peeled: oid }
    else if (refs.push({ name, oid }) > MAX_REFS)
      throw new GtpError('limit', `there are more than ${MAX_REFS} refs`)
  }
  return refs
}
