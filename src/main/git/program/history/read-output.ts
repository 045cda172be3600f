import { Readable } from 'node:stream'
import { endProcess } from '../process.ts'
import type { GitProgram, RunOptions } from '../run.ts'

/**
 * Output as bytes, as it arrives: neither kept nor decoded, since a line may have no end. A reader who stops early ends git.
 * Throws GIT_FAILED after the last byte.
 */
export async function* readOutput(
  git: GitProgram,
  args: readonly string[],
  options: RunOptions,
): AsyncGenerator<Buffer> {
  const { child, done } = git.start(args, options)
  if (child.stdin) Readable.from(options.input ?? []).pipe(child.stdin)
  let complete = false
  try {
    if (child.stdout) yield* child.stdout as AsyncIterable<Buffer>
    complete = true
  } catch (error) {
    // Why git left tells more than that its output broke off.
    endProcess(child)
    await done
    throw error
  } finally {
    if (!complete) endProcess(child)
  }
  await done
}
