/** What the desktop hands to the app: a link that somebody clicked, a file or a folder that he opened with it. */
import { resolve } from 'node:path'
import type { Opening } from '../../shared/shell-channel.ts'

/** Longer ones are no links of ours; as in the contract. */
const MAX_LENGTH = 4096

const isLink = (text: string) => /^gittorrent:/i.test(text) && text.length <= MAX_LENGTH
const isTorrentFile = (path: string) => path.toLowerCase().endsWith('.gittorrent')

/** @param url what a browser or a mail program gave; anything at all */
export const openedLink = (url: string): Opening | null => (isLink(url) ? { join: url } : null)

/** @param path of a `.gittorrent` file; of anything else, to be published */
export const openedFile = (path: string): Opening =>
  isTorrentFile(path) ? { join: path } : { publish: path }

/**
 * @param args of a start of the app; Chromium's switches and the node's options are among them
 * @param cwd  where it was started: paths of files are relative to it
 */
export function openedBy(args: readonly string[], cwd: string): Opening | null {
  const meant = args.find((arg) => !arg.startsWith('-') && (isLink(arg) || isTorrentFile(arg)))
  if (meant === undefined) return null
  return isLink(meant) ? { join: meant } : { join: resolve(cwd, meant) }
}
