/** Plain git as a person uses it in a clone, beside the node and without its care. */
import { execFileSync } from 'node:child_process'

/** Runs git in a folder and returns its output, trimmed; throws with git's words in `stderr`. */
export const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=Bob', '-c', 'user.email=bob@example.org', ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
