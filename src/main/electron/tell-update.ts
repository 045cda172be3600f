import { app, shell } from 'electron'
import { readFileSync } from 'node:fs'
import { externalUrl } from './external-url.ts'
import { feedOf, findUpdate } from './find-update.ts'
import { notify } from './notify.ts'

/** Milliseconds. */
const LOOK_EVERY = 24 * 60 * 60 * 1000
/** After the start, when there is other work. Milliseconds. */
const FIRST_AFTER = 60_000

/**
 * Tells of newer versions, each once, where the package was built with a feed; a click opens it in the browser.
 * @param packageJson path of the built app's
 */
export function tellUpdates(packageJson: string, icon: string): void {
  const feed = feedOf(readFileSync(packageJson, 'utf8'))
  if (!feed) return
  let told = ''
  const look = async () => {
    const version = await findUpdate(feed, app.getVersion(), process.platform)
    if (version === null || version === told) return
    told = version
    const notice = {
      title: `GitTorrent ${version} is there`,
      body: 'Click to see where it can be had.',
      screen: '',
    }
    notify(notice, icon, () => {
      const link = externalUrl(feed.href)
      if (link !== null) void shell.openExternal(link)
    })
  }
  setTimeout(() => void look(), FIRST_AFTER).unref()
  setInterval(() => void look(), LOOK_EVERY).unref()
}
