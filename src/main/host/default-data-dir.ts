import envPaths from 'env-paths'

/** Where a node keeps what is its own, unless told otherwise: GITTORRENT_DATA_DIR, or the system's place for such data. */
export const defaultDataDir = (): string =>
  process.env.GITTORRENT_DATA_DIR ?? envPaths('gittorrent', { suffix: '' }).data
