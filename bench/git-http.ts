import { join } from 'node:path'
import { firstLine } from './first-line.ts'
import type { GitDaemon } from './git-daemon.ts'
import type { Workspace } from './workspace.ts'

/** Serves the workspace's repositories over git's smart HTTP on this machine. */
export async function startGitHttp(root: string, workspace: Workspace): Promise<GitDaemon> {
  const host = '127.0.0.1'
  const program = [process.execPath, join(root, 'bench', 'smart-http.mjs')]
  const child = workspace.start([...program, workspace.folder, host])
  const port = await firstLine(child, 'the web server')
  return {
    pid: child.pid!,
    url: (repository) => `http://${host}:${port}${repository.slice(workspace.folder.length)}/.git`,
    stop: () => workspace.end(child),
  }
}
