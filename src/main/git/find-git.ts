/** Where a git program may be. Paths are looked up here: Windows would search the current folder first. */
import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
/** Milliseconds for a program to answer: one on a sleeping network drive may never do. */
const ANSWER_WITHIN = 5000

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
}

/** Programs called git in the order in which they should be tried, absolute paths. */
export async function findGit({ platform, env }: Surroundings): Promise<readonly string[]> {
  const name = platform === 'win32' ? 'git.exe' : 'git'
  const path = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter(isAbsolute)
  const candidates = [...new Set([...path, ...usualFolders(platform, env)])].map((folder) =>
    join(folder, name),
  )
  const found: string[] = []
  for (const file of candidates) {
    if (!(await isExecutable(file))) continue
    // Without the command-line tools, macOS's own git is a stub that asks to install them.
    if (platform === 'darwin' && file === '/usr/bin/git' && !(await hasDeveloperTools())) continue
    found.push(file)
  }
  return found
}

/** "2.39.5" as the program says; null when it says nothing of the kind in time. */
export async function versionOf(binary: string): Promise<string | null> {
  const { stdout } = await run(binary, ['--version'], {
    timeout: ANSWER_WITHIN,
    killSignal: 'SIGKILL',
    windowsHide: true,
  }).catch(() => ({ stdout: '' }))
  return /^git version (\d+\.\d+(\.\d+)?)/.exec(stdout)?.[1] ?? null
}

// An app started from the desktop doesn't see the shell's PATH.
function usualFolders(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === 'darwin') return ['/opt/homebrew/bin', '/usr/local/bin', '/opt/local/bin', '/usr/bin']
  if (platform !== 'win32') return ['/usr/local/bin', '/usr/bin']
  const programs = [env['ProgramFiles'], env['ProgramFiles(x86)']]
  const own = env['LOCALAPPDATA'] ? [join(env['LOCALAPPDATA'], 'Programs')] : []
  return [...programs, ...own].flatMap((folder) => (folder ? [join(folder, 'Git', 'cmd')] : []))
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

async function hasDeveloperTools(): Promise<boolean> {
  return run('/usr/bin/xcode-select', ['-p'], { timeout: ANSWER_WITHIN }).then(
    () => true,
    () => false,
  )
}
