/** Opens the UI without telling its token to everybody who lists processes. */
import { randomBytes } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { openBrowser } from './open-browser.ts'

/** By then a browser has read the page. Milliseconds. */
const KEPT_FOR = 60_000

/**
 * The browser is pointed at a page that only the user can read, and that leads on to the UI.
 * @param folder where browsers may read
 * @returns removes the page, which otherwise goes after a minute
 */
export async function openUi(url: string, folder: string, open = openBrowser): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, `.open-${randomBytes(6).toString('hex')}.html`)
  await writeFile(file, page(url), { mode: 0o600, flag: 'wx' })
  const remove = () => rm(file, { force: true })
  if (!open(pathToFileURL(file).href)) await remove()
  const timer = setTimeout(() => void remove().catch(() => undefined), KEPT_FOR).unref()
  return async () => {
    clearTimeout(timer)
    await remove()
  }
}

const page = (url: string) =>
  `<!doctype html><meta charset="utf-8"><title>GitTorrent</title><meta name="referrer" content="no-referrer">` +
  `<meta http-equiv="refresh" content="0;url=${url}"><p><a href="${url}">Open GitTorrent</a></p>\n`
