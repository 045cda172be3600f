import type { StdioOptions } from 'node:child_process'

export interface RunOptions {
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv
  /** Seconds. */
  readonly limit?: number
  readonly stdio?: StdioOptions
}
export function run(
  program: string,
  args: readonly string[],
  options: RunOptions,
): Promise<{ code: number; timedOut: boolean }>
export function npm(args: readonly string[], options: RunOptions): ReturnType<typeof run>
