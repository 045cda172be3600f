/**
 * The refs, reflogs and configuration of a clone and of its bare repository, as git's own files: written the same
 * whichever back end made the objects. Refs are packed, so that names which differ only in case live together on every
 * file system, and 20,000 of them take one write.
 */
import { appendFile, mkdir, writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { OID_BYTES } from '../gtp/references/check-references.ts'
import type { ObjectFormat, Ref } from '../gtp/types.ts'
import { formatPackedRefs } from './packed-refs.ts'

export interface CloneLayout {
  readonly remote: string
  /** Path of the bare repository, which is the remote's URL. */
  readonly url: string
  readonly objectFormat: ObjectFormat
  /** HEAD's branch. */
  readonly head: Ref
  readonly refs: readonly Ref[]
}

/** Refs, HEAD, reflogs and the remote's configuration for a repository that git (or initRepository) has made. */
export async function writeCloneLayout(gitDir: string, layout: CloneLayout): Promise<void> {
  const { remote, head } = layout
  const branch = head.name.slice('refs/heads/'.length)
  await writeFile(join(gitDir, 'packed-refs'), formatPackedRefs(trackingRefs(layout.refs, remote)))
  await writeDeep(
    join(gitDir, 'refs', 'remotes', remote, 'HEAD'),
    `ref: ${trackingName(head.name, remote)}\n`,
  )
  await writeDeep(join(gitDir, head.name), `${head.oid}\n`)
  await writeFile(join(gitDir, 'HEAD'), `ref: ${head.name}\n`)
  await mkdir(join(gitDir, 'info'), { recursive: true })
  const log = reflogLine(layout)
  for (const name of ['HEAD', head.name, `refs/remotes/${remote}/HEAD`])
    await writeDeep(join(gitDir, 'logs', name), log)
  await appendFile(join(gitDir, 'config'), remoteConfig(remote, layout.url, branch))
}

/** Where a joiner keeps a publisher's ref: branches below refs/remotes, tags under their own name. */
export const trackingName = (name: string, remote: string) =>
  name.replace(/^refs\/heads\//, `refs/remotes/${remote}/`)

export const trackingRefs = (refs: readonly Ref[], remote: string): readonly Ref[] =>
  refs.map((ref) => ({ ...ref, name: trackingName(ref.name, remote) }))

/** A whole bare repository but for its packs. */
export async function writeBareLayout(gitDir: string, layout: CloneLayout): Promise<void> {
  await initRepository(gitDir, layout.objectFormat, ['bare = true'])
  await writeFile(join(gitDir, 'packed-refs'), formatPackedRefs(layout.refs))
  await writeFile(join(gitDir, 'HEAD'), `ref: ${layout.head.name}\n`)
}

/** What git init makes, without templates. @param core further lines of the configuration's [core] */
export async function initRepository(
  gitDir: string,
  format: ObjectFormat,
  core: readonly string[],
): Promise<void> {
  for (const folder of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info']) {
    await mkdir(join(gitDir, folder), { recursive: true })
  }
  const version = format === 'sha1' ? 0 : 1
  const lines = ['[core]', `\trepositoryformatversion = ${version}`, ...core.map((line) => `\t${line}`)]
  const extensions = format === 'sha1' ? [] : ['[extensions]', `\tobjectformat = ${format}`]
  await writeFile(join(gitDir, 'config'), [...lines, ...extensions, ''].join('\n'))
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/main\n')
}

function remoteConfig(remote: string, url: string, branch: string): string {
  return [
    `[remote ${quoted(remote)}]`,
    urlLine(url),
    `\tfetch = ${quoted(`+refs/heads/*:refs/remotes/${remote}/*`)}`,
    // The node brings what is new by itself; "fetch --all" needn't ask a folder of this very machine.
    '\tskipFetchAll = true',
    `[branch ${quoted(branch)}]`,
    `\tremote = ${quoted(remote)}`,
    `\tmerge = ${quoted(`refs/heads/${branch}`)}`,
    '',
  ].join('\n')
}

/** By which a clone of ours is known in its configuration. @param url path of the bare repository */
export const urlLine = (url: string) => `\turl = ${quoted(url)}`

// git-config(1), "Syntax": the same escapes serve subsections (which hold no line end) and values.
const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`

function reflogLine({ head, url, objectFormat }: CloneLayout): string {
  const none = '0'.repeat(2 * OID_BYTES[objectFormat])
  const now = new Date()
  const offset = -now.getTimezoneOffset()
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${two(offset / 60)}${two(offset % 60)}`
  const user =
    userName()
      .replace(/[<>\s]+/g, ' ')
      .trim() || 'user'
  const seconds = Math.floor(now.getTime() / 1000)
  return `${none} ${head.oid} ${user} <${user}@${hostname()}> ${seconds} ${zone}\tclone: from ${url.replace(/\s+/g, ' ')}\n`
}

// A container may run as a user that has no name.
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

async function writeDeep(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
}
