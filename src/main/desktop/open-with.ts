/** Opens a folder on this computer's desktop, in the program that its user most likely means. */
import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { OpenWith } from '../../shared/model.ts'
import { invocation, programsFor } from './programs.ts'

const ADVICE = {
  editor:
    'install one of the usual editors with its command (code, codium, zed, subl, …), or open the folder by hand',
  terminal: 'open a terminal, and copy the path from here',
  folder: 'open your file manager, and copy the path from here',
} as const

/**
 * @returns the name of the program that was started
 * Throws NO_PROGRAM where there is none, or no desktop.
 */
export async function openWith(
  what: OpenWith,
  folder: string,
  { platform, env }: { readonly platform: NodeJS.Platform; readonly env: NodeJS.ProcessEnv } = process,
): Promise<string> {
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) {
    throw new AppError(
      'NO_PROGRAM',
      'this computer shows no desktop to open it on',
      'copy the path from here',
    )
  }
  for (const program of programsFor(what, platform, env)) {
    const found = await find(program.command, env)
    if (found === null) continue
    const { file, args } = invocation(program, found, folder)
    await start(file, args, folder, env)
    return program.name
  }
  const missing = { editor: 'no editor', terminal: 'no terminal', folder: 'no file manager' }[what]
  throw new AppError('NO_PROGRAM', `${missing} was found on this computer`, ADVICE[what])
}

async function find(command: string, env: NodeJS.ProcessEnv): Promise<string | null> {
  const folders = (env.PATH ?? '').split(delimiter).filter(isAbsolute)
  const places = /[\\/]/.test(command) ? [command] : folders.map((folder) => join(folder, command))
  for (const place of places) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  return null
}

/** It lives on when the node ends. */
function start(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const { ELECTRON_RUN_AS_NODE: _ours, ...clean } = env
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: clean, stdio: 'ignore', detached: true })
    child.once('error', ({ message }) =>
      reject(new AppError('NO_PROGRAM', `${file} does not start: ${message}`, 'open the folder by hand')),
    )
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })
}
