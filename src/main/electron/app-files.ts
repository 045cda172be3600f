/** The files of the built UI, listed once at start: what is not on the list can't be asked for, whatever the URL says. */
import { readdirSync } from 'node:fs'
import { extname, join } from 'node:path'
import { UI_TYPES } from '../../shared/ui-headers.ts'
import { isOwnUrl } from './origin.ts'

export interface AppFile {
  readonly path: string
  readonly type: string
}

/** By URL path, like `/assets/index-1234.js`. */
export type AppFiles = ReadonlyMap<string, AppFile>

/** Lists a folder and those in it. Files of a kind that the UI doesn't have are left out. */
export function listAppFiles(folder: string): AppFiles {
  const files = new Map<string, AppFile>()
  const walk = (path: string, url: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const child = { path: join(path, entry.name), url: `${url}/${entry.name}` }
      const type = UI_TYPES[extname(entry.name)]
      if (entry.isDirectory()) walk(child.path, child.url)
      else if (entry.isFile() && type !== undefined) files.set(child.url, { path: child.path, type })
    }
  }
  walk(folder, '')
  return files
}

/** The file that a URL names; null for any other. `/` is the start page. */
export function resolveAppFile(url: string, files: AppFiles): AppFile | null {
  if (!isOwnUrl(url)) return null
  const { pathname } = new URL(url)
  return files.get(pathname === '/' ? '/index.html' : pathname) ?? null
}
