/** Ways to talk with a git process: take all of its output, or read it line by line. */
import { Readable } from 'node:stream'
import { AppError } from '../../../shared/errors.ts'
import { endProcess, startGit, type ProcessOptions } from './process.ts'
import type { Patience } from './watchdog.ts'

/** Bytes of output that is taken whole; what may be longer is read by lines. */
const MAX_OUTPUT = 64 * 1024 * 1024

export interface RunOptions extends ProcessOptions {
  /** Written to git's standard input. */
  readonly input?: string | Iterable<string> | AsyncIterable<string | Buffer>
}

/** The git program at a path, as functions. */
export class GitProgram {
  /** @param patience with a process that does nothing; as usual unless told otherwise */
  constructor(
    readonly binary: string,
    readonly patience?: Patience,
  ) {}

  start(args: readonly string[], options: ProcessOptions) {
    return startGit(this.binary, args, options, this.patience)
  }

  /** Output as text, whole. Throws GIT_FAILED with git's own words. */
  async run(args: readonly string[], options: RunOptions): Promise<string> {
    return (await this.bytes(args, options)).toString('utf8')
  }

  /** As run, for what is not text. */
  async bytes(args: readonly string[], options: RunOptions): Promise<Buffer> {
    const chunks: Buffer[] = []
    let length = 0
    for await (const chunk of this.output(args, options)) {
      length += chunk.length
      if (length > MAX_OUTPUT) throw new AppError('TOO_LARGE', `git ${args[0]} says too much`, 'report it')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks)
  }

  /** Output as records that end with `separator`, as they arrive. A reader who stops early ends git. */
  async *lines(args: readonly string[], options: RunOptions, separator = '\n'): AsyncGenerator<string> {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const chunk of this.output(args, options)) {
      const records = (rest + decoder.decode(chunk, { stream: true })).split(separator)
      rest = records.pop() ?? ''
      yield* records
    }
    if (rest !== '') yield rest
  }

  /**
   * Output as bytes, as it arrives: neither kept nor decoded, since a line may have no end. A reader who stops early ends git.
   * Throws GIT_FAILED after the last byte.
   */
  async *output(args: readonly string[], options: RunOptions): AsyncGenerator<Buffer> {
    const { child, done } = this.start(args, options)
    if (child.stdin) {
      const input = Readable.from(options.input ?? [])
      // What can't be read any more ends git, rather than this process.
      input.once('error', () => child.kill())
      input.pipe(child.stdin)
    }
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
}
