import { spawn } from 'node:child_process'

/** Opens a URL in the user's browser where there is one; says whether it was tried. */
export function openBrowser(url: string): boolean {
  const [program, args] = opener(url)
  if (program === null) return false
  const child = spawn(program, args, { stdio: 'ignore', detached: true })
  child.on('error', () => {}) // no browser here: the URL is printed anyway
  child.unref()
  return true
}

function opener(url: string): [string | null, string[]] {
  if (process.platform === 'darwin') return ['open', [url]]
  if (process.platform === 'win32') return ['explorer.exe', [url]]
  const hasDisplay = Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)
  return [hasDisplay ? 'xdg-open' : null, [url]]
}
