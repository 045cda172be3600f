/**
 * What electron-builder is told of a feed: to write the files that name the newest version beside the packages, and to put the
 * address into the app.
 * @param {string | undefined} feed
 * @returns {readonly string[]}
 */
export function feedArguments(feed) {
  if (feed === undefined || feed === '') return []
  if (!URL.canParse(feed) || new URL(feed).protocol !== 'https:')
    throw new Error(`GITTORRENT_FEED has to be an https address: ${feed}`)
  return ['-c.publish.provider=generic', `-c.publish.url=${feed}`, `-c.extraMetadata.feed=${feed}`]
}
