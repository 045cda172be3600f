import { homedir } from 'node:os'
import { join } from 'node:path'

/** A path as people type it: `~` is their home folder. */
export const expandHome = (path: string): string =>
  /^~($|[/\\])/.test(path) ? join(homedir(), path.slice(1)) : path
