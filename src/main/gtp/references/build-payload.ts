/** The references object without its signature: header and body of an annotated tag (GTP/0.2 section 5). */
import { compareUtf8, encodeUtf8 } from '../bytes.ts'
import { MAX_AUTHOR, MAX_NICKNAME, MAX_REFERENCES_OBJECT, MAX_SUBJECT } from '../limits.ts'
import { cleanNickname, cleanText, NAMELESS } from '../text.ts'
import { GtpError, type ReelInfo, type ReelPoint, type References } from '../types.ts'
import { checkReferences } from './check-references.ts'

/** First line of the body: which grammar follows. */
export const BODY_VERSION = '0.2'

/**
 * The bytes that are signed. Refs, roots and reel points are sorted, labels (nickname, author, subject) cleaned; for the rest
 * throws GtpError 'references' or 'limit' for what verifyReferences would refuse.
 */
export function buildReferencesPayload(references: References): Uint8Array {
  const canonical = toCanonical(references)
  checkReferences(canonical)
  const payload = encodeUtf8([...header(canonical), '', ...body(canonical), ''].join('\n'))
  if (payload.length > MAX_REFERENCES_OBJECT) {
    throw new GtpError('limit', `the references are longer than ${MAX_REFERENCES_OBJECT} bytes`)
  }
  return payload
}

/** Name of the tag: an object of another repository or number can't pass for this one in a list of tags either. */
function tagName({ repoHash, seq }: References): string {
  return `gittorrent/${repoHash.slice(0, 12)}/${seq}`
}

function header(references: References): string[] {
  const { object, objectType, tagger } = references
  return [
    `object ${object}`,
    `type ${objectType}`,
    `tag ${tagName(references)}`,
    `tagger ${tagger.name} <${tagger.peerId}@gittorrent> ${tagger.time} +0000`,
  ]
}

function body(references: References): string[] {
  const { repoHash, seq, previous, objectFormat, name, description, head, latest, roots, reels, refs } =
    references
  return [
    `gtp ${BODY_VERSION}`,
    `repo ${repoHash}`,
    `seq ${seq}`,
    ...optional('previous', previous),
    `format ${objectFormat}`,
    `name ${name}`,
    ...optional('description', description),
    `head ${head}`,
    ...(latest ? [`latest ${latest.time}`] : []),
    ...optional('author', latest?.author),
    ...optional('subject', latest?.subject),
    ...roots.map((root) => `root ${root}`),
    ...reels.flatMap(reelLines),
    '',
    ...refs.flatMap(({ name: ref, oid, peeled }) => [
      `${oid}\t${ref}`,
      ...(peeled === undefined ? [] : [`${peeled}\t${ref}^{}`]),
    ]),
  ]
}

/** A line, or none where there is nothing to say: one way for each. */
function optional(keyword: string, value: string | null | undefined): string[] {
  return value ? [`${keyword} ${value}`] : []
}

function reelLines({ kind, id, bytes, blockSize, needs, gives }: ReelInfo): string[] {
  return [
    `reel ${kind} ${id} ${bytes} ${blockSize}`,
    ...needs.map((point) => `needs ${pointText(point)}`),
    ...gives.map((point) => `gives ${pointText(point)}`),
  ]
}

function pointText({ oid, shallow }: ReelPoint): string {
  return shallow ? `shallow:${oid}` : oid
}

function toCanonical(references: References): References {
  const { latest, reels, refs, roots, tagger } = references
  return {
    ...references,
    latest: latest && {
      subject: cleanText(latest.subject, MAX_SUBJECT),
      author: cleanText(latest.author, MAX_AUTHOR),
      time: latest.time,
    },
    roots: [...roots].sort(),
    reels: reels.map((reel) => ({ ...reel, needs: sorted(reel.needs), gives: sorted(reel.gives) })),
    refs: [...refs].sort((a, b) => compareUtf8(a.name, b.name)),
    tagger: { ...tagger, name: cleanNickname(tagger.name, MAX_NICKNAME, NAMELESS) },
  }
}

/** Names of objects are ASCII, where JavaScript's order is that of the bytes. */
function sorted(points: readonly ReelPoint[]): ReelPoint[] {
  return [...points].sort((a, b) => (a.oid < b.oid ? -1 : a.oid > b.oid ? 1 : 0))
}
