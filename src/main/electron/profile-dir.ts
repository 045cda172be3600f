import { join } from 'node:path'
import { hostOptions } from './host-options.ts'

/**
 * Where Chromium keeps its own things: beside the node's, in a folder of their own. A node with a data directory of its own
 * has a profile of its own there, so that several apps can run at once.
 * @param standard Electron's userData
 */
export function profileDir(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  standard: string,
): string {
  const dataDir = dataDirOf(args, env)
  return join(dataDir ?? standard, 'window')
}

function dataDirOf(args: readonly string[], env: Readonly<Record<string, string | undefined>>) {
  try {
    return hostOptions(args, env).dataDir
  } catch {
    return undefined // the node will say what is wrong with the arguments
  }
}
