/** What a commit changed, from git's raw records and patches in one stream. */
import type { FileChange } from '../../../../shared/model.ts'
import { PatchReader } from './patch-reader.ts'

/** Files that are listed. */
export const MAX_FILES = 300
/** Bytes of the patches of all files together that are shown, and of patches that are read to count their lines. */
const MAX_PATCHES = 2 * 1024 * 1024
const MAX_READ = 64 * 1024 * 1024
/** Bytes of a path; git takes longer ones, file systems don't. */
const MAX_PATH = 4096

const KINDS: Readonly<Record<string, FileChange['kind']>> = {
  A: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  C: 'copied',
  T: 'type changed',
}

type Listed = Pick<FileChange, 'kind' | 'path' | 'from'>

/**
 * Reads the output of `git diff-tree -r -z --raw -p`: records of all files, an empty one, then their patches in the same order.
 * What is beyond the limits is not waited for.
 */
export async function readChanges(
  output: AsyncIterable<Buffer>,
): Promise<{ readonly files: readonly FileChange[]; readonly leftOut: number }> {
  const records = new RecordReader()
  const patches = new PatchReader(MAX_FILES, (index) =>
    records.listed[index]?.kind === 'type changed' ? 2 : 1,
  )
  let read = 0
  let complete = true
  for await (const chunk of output) {
    const rest = records.ended ? chunk : records.read(chunk)
    if (rest === null) continue
    patches.read(rest)
    read += rest.length
    complete = read <= MAX_READ
    if (patches.done || !complete) break
  }
  patches.end(complete)
  let shown = 0
  const files = records.listed.map((change, index): FileChange => {
    const found = patches.files[index]
    if (!found) return { ...change, additions: 0, deletions: 0, patch: null, tooLarge: true }
    const { additions, deletions, binary } = found
    const fits = found.patch !== null && shown + found.patch.length <= MAX_PATCHES
    if (fits) shown += found.patch?.length ?? 0
    const patch = binary || !fits ? null : (found.patch?.toString('utf8') ?? null)
    return { ...change, additions, deletions, patch, tooLarge: !binary && patch === null }
  })
  return { files, leftOut: records.count - files.length }
}

/** Records of files; of those beyond MAX_FILES only the number is kept. */
class RecordReader {
  readonly listed: Listed[] = []
  count = 0
  ended = false
  #field: Buffer[] = []
  #length = 0
  #status = ''
  #paths: string[] = []

  /** @returns what follows the records; null as long as they go on */
  read(chunk: Buffer): Buffer | null {
    let start = 0
    for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
      this.#keep(chunk.subarray(start, end))
      start = end + 1
      const field = Buffer.concat(this.#field).toString('utf8')
      this.#field = []
      this.#length = 0
      if (field === '' && this.#status === '') {
        this.ended = true
        return chunk.subarray(start)
      }
      this.#take(field)
    }
    this.#keep(chunk.subarray(start))
    return null
  }

  #keep(piece: Buffer): void {
    if (this.#length < MAX_PATH) this.#field.push(Buffer.from(piece.subarray(0, MAX_PATH - this.#length)))
    this.#length += piece.length
  }

  #take(field: string): void {
    if (this.#status === '') {
      this.#status = /^:\S+ \S+ \S+ \S+ ([A-Z])/.exec(field)?.[1] ?? 'M'
      return
    }
    this.#paths.push(field)
    const moved = this.#status === 'R' || this.#status === 'C'
    if (moved && this.#paths.length < 2) return
    const [first = '', second] = this.#paths
    const change = {
      kind: KINDS[this.#status] ?? 'modified',
      path: second ?? first,
      from: moved ? first : null,
    }
    if (this.listed.length < MAX_FILES) this.listed.push(change)
    this.count++
    this.#status = ''
    this.#paths = []
  }
}
