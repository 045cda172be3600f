/**
 * A node's directory as a document: the data of all its project services, for networks where a service for each would be too
 * much multicast, and for nodes with many. It is fetched by unicast, and is believed no more than services are
 * (GTP/0.2 section 7).
 */
import { encodeBencode } from '../gtp/bencode.ts'
import { sha256 } from '../gtp/crypto.ts'
import { Dictionary } from '../gtp/dictionary.ts'
import { MAX_DIRECTORY } from '../gtp/limits.ts'
import { GtpError } from '../gtp/types.ts'
import { MAX_DIRECTORIES_ASKED, MAX_DIRECTORY_PROJECTS, MAX_TXT_STRING, MAX_TXT_STRINGS } from './limits.ts'
import type { Txt } from './txt.ts'

/** Bencoded: `projects`, a list of what the TXT records would say. @param projects at most MAX_DIRECTORY_PROJECTS count */
export const encodeDirectory = (projects: readonly Txt[]): Uint8Array =>
  encodeBencode({ projects: projects.slice(0, MAX_DIRECTORY_PROJECTS).map((txt) => ({ ...txt })) })

/** Throws GtpError 'bencode', 'directory' or 'limit'. What each says is for parseService to judge. */
export function decodeDirectory(bytes: Uint8Array): Txt[] {
  if (bytes.length > MAX_DIRECTORY)
    throw new GtpError('limit', `a directory longer than ${MAX_DIRECTORY} bytes`)
  const fields = Dictionary.decode(bytes, 'directory', 'directory')
  return fields.dictionaries('projects', MAX_DIRECTORY_PROJECTS).map((project) => {
    const keys = project.keys()
    if (keys.length > MAX_TXT_STRINGS) throw new GtpError('limit', 'a project of a directory says too much')
    const txt: Record<string, string> = Object.create(null) as Record<string, string>
    for (const key of keys) txt[key] = project.text(key, MAX_TXT_STRING)
    return txt
  })
}

/** What a node holds of the directories that it was asked for: as many of `documents` as fit into MAX_DIRECTORY bytes. */
export function encodeDirectories(documents: readonly Uint8Array[]): Uint8Array {
  let room = MAX_DIRECTORY - AROUND
  const directories = documents.filter(({ length }) => {
    const fits = length + LENGTH_PREFIX <= room
    if (fits) room -= length + LENGTH_PREFIX
    return fits
  })
  return encodeBencode({ directories })
}
/** Bytes of the dictionary and the list around them. */
const AROUND = 'd11:directorieslee'.length
const LENGTH_PREFIX = `${MAX_DIRECTORY}:`.length

/** Throws GtpError 'bencode', 'directory' or 'limit'. Which documents they are their digests say. */
export function decodeDirectories(bytes: Uint8Array): readonly Uint8Array[] {
  if (bytes.length > MAX_DIRECTORY)
    throw new GtpError('limit', `directories longer than ${MAX_DIRECTORY} bytes`)
  const fields = Dictionary.decode(bytes, 'directory', 'directories')
  return fields.strings('directories', MAX_DIRECTORIES_ASKED, MAX_DIRECTORY)
}

/** What the node's service says of its directory: 16 hex digits of its SHA-256. */
export const directoryDigest = (bytes: Uint8Array): string => sha256(bytes).slice(0, 16)
