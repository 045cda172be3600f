/** Output of git as fields that end with NUL, however long a stranger made one of them. */
import type { GitProgram, RunOptions } from '../run.ts'

/** Yields each field, cut after `max` bytes: memory stays small whatever the repository holds. */
export async function* readFields(
  git: GitProgram,
  args: readonly string[],
  options: RunOptions,
  max: number,
): AsyncGenerator<string> {
  let kept: Buffer[] = []
  let length = 0
  const keep = (piece: Buffer) => {
    if (length < max) kept.push(Buffer.from(piece.subarray(0, max - length)))
    length += piece.length
  }
  for await (const chunk of git.output(args, options)) {
    let start = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      keep(chunk.subarray(start, end))
      yield Buffer.concat(kept).toString('utf8')
      kept = []
      length = 0
      start = end + 1
    }
    keep(chunk.subarray(start))
  }
  if (length > 0) yield Buffer.concat(kept).toString('utf8')
}
