/** The window's only origin. A scheme of our own: no port that others could take, no file: privileges. */
export const SCHEME = 'app'
export const HOST = 'gittorrent'
export const START_URL = `${SCHEME}://${HOST}/index.html`

/** Whether a URL is one of the window's own pages or files. */
export function isOwnUrl(raw: string): boolean {
  if (!URL.canParse(raw)) return false
  const url = new URL(raw)
  // url.origin is 'null' for schemes that the URL standard doesn't know.
  return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === ''
}
