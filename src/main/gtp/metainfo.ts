/** The `.gittorrent` file, application/x-gittorrent (GTP/0.2 section 4). */
import { decodeBencode, encodeBencode, type Bencodable } from './bencode.ts'
import { decodeUtf8 } from './bytes.ts'
import { Dictionary } from './dictionary.ts'
import {
  MAX_COMMENT,
  MAX_METAINFO,
  MAX_REFERENCES_IN_METAINFO,
  MAX_REFERENCES_OBJECT,
  MAX_TIME,
  MAX_TRACKERS,
  MAX_URL,
} from './limits.ts'
import { decodeRepoInfo, encodeRepoInfo } from './repo-info.ts'
import { checkText } from './text.ts'
import { GtpError, type Metainfo } from './types.ts'

export const METAINFO_MEDIA_TYPE = 'application/x-gittorrent'

/** Throws GtpError for what decodeMetainfo would refuse. The newest references object comes last. */
export function encodeMetainfo(metainfo: Metainfo): Uint8Array {
  const bytes = encodeBencode({
    comment: metainfo.comment,
    'created by': metainfo.createdBy,
    'creation date': metainfo.creationDate,
    references: metainfo.references,
    repo: decodeBencode(encodeRepoInfo(metainfo.repo)) as Bencodable,
    trackers: metainfo.trackers,
  })
  decodeMetainfo(bytes)
  return bytes
}

/**
 * Throws GtpError 'bencode', 'metainfo', 'key' or 'limit'. The references are raw bytes, not yet verified
 * (verifyReferences); trackers are http or https URLs.
 */
export function decodeMetainfo(bytes: Uint8Array): Metainfo {
  if (bytes.length > MAX_METAINFO) throw new GtpError('limit', `metainfo longer than ${MAX_METAINFO} bytes`)
  const document = decodeBencode(bytes)
  const fields = Dictionary.from(document, 'metainfo', 'metainfo')
  fields.dictionary('repo')
  const repo = (document as ReadonlyMap<string, Bencodable>).get('repo') as Bencodable
  return {
    repo: decodeRepoInfo(encodeBencode(repo)),
    references: fields
      .strings('references', MAX_REFERENCES_IN_METAINFO, MAX_REFERENCES_OBJECT)
      .map((object) => object.slice()),
    trackers: fields
      .strings('trackers', MAX_TRACKERS, MAX_URL)
      .map((url) => checkTracker(decodeUtf8(url, 'metainfo', 'a tracker'))),
    ...(fields.has('comment') ? { comment: readText(fields, 'comment') } : {}),
    ...(fields.has('created by') ? { createdBy: readText(fields, 'created by') } : {}),
    ...(fields.has('creation date') ? { creationDate: fields.integer('creation date', 0, MAX_TIME) } : {}),
  }
}

function readText(fields: Dictionary, key: string): string {
  return checkText(fields.text(key, 4 * MAX_COMMENT), MAX_COMMENT, 'metainfo', key, 'may be empty')
}

function checkTracker(text: string): string {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw new GtpError('metainfo', 'a tracker is not a URL')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new GtpError('metainfo', 'a tracker is neither http nor https')
  }
  if (url.username || url.password || url.hash) {
    throw new GtpError('metainfo', 'a tracker holds a user, a password or a fragment')
  }
  return text
}
