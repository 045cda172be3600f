/** Splits a diff as it arrives: a line may have no end, so that no more of it is kept than is shown. */

/** Bytes of a file's patch that are shown. */
export const MAX_PATCH = 200 * 1024

export interface FilePatch {
  additions: number
  deletions: number
  binary: boolean
  /** Hunks without file headers; null: more than MAX_PATCH. */
  patch: Buffer | null
}

const LINE_END = 0x0a
const [PLUS, MINUS, BACKSLASH] = ['+', '-', '\\'].map((sign) => sign.charCodeAt(0))
/** Bytes of a header line that are looked at. */
const MAX_HEADER = 200

export class PatchReader {
  readonly files: FilePatch[] = []
  /** Whether all files that are wanted have been read. */
  done = false
  #hunks: Buffer[] = []
  #size = 0
  /** A line whose end has not come yet. */
  #line: Buffer[] = []
  #lineSize = 0
  /** Lines of the hunk that are to come, of the file before and after. */
  #before = 0
  #after = 0
  #sections = 0

  /**
   * @param max files that are wanted
   * @param sections how many headers a file has: git shows a change of type as a deletion and an addition
   */
  constructor(
    readonly max: number,
    readonly sections: (index: number) => number,
  ) {}

  read(chunk: Buffer): void {
    let start = 0
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      this.#keep(chunk.subarray(start, end))
      this.#take()
      if (this.done) return
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
  }

  /** What has come of the last file is kept, unless the output was cut within it. */
  end(complete: boolean): void {
    if (this.#lineSize > 0) this.#take()
    const last = this.files.at(-1)
    if (last && !complete && !this.done) last.patch = null
    else this.#finish()
  }

  #keep(piece: Buffer): void {
    if (piece.length === 0) return
    // Copied, so that a small line doesn't hold a whole chunk.
    if (this.#lineSize <= MAX_PATCH) this.#line.push(Buffer.from(piece.subarray(0, MAX_PATCH + 1)))
    this.#lineSize += piece.length
  }

  #take(): void {
    const line = Buffer.concat(this.#line)
    const size = this.#lineSize + 1
    this.#line = []
    this.#lineSize = 0
    if (this.#before > 0 || this.#after > 0) this.#takeLine(line, size)
    else this.#takeHeader(line, size)
  }

  #takeLine(line: Buffer, size: number): void {
    const file = this.files.at(-1)
    if (!file) return
    if (line[0] === PLUS) {
      file.additions++
      this.#after--
    } else if (line[0] === MINUS) {
      file.deletions++
      this.#before--
    } else if (line[0] !== BACKSLASH) {
      this.#before--
      this.#after--
    }
    this.#show(line, size)
  }

  #takeHeader(line: Buffer, size: number): void {
    const text = line.toString('latin1', 0, MAX_HEADER)
    if (text.startsWith('diff --git ')) return this.#begin()
    const file = this.files.at(-1)
    if (!file) return
    const hunk = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(text)
    if (hunk) {
      this.#before = Number(hunk[1] ?? 1)
      this.#after = Number(hunk[2] ?? 1)
    } else if (text.startsWith('Binary files ')) file.binary = true
    // "\ No newline at end of file" comes after the last line that was counted.
    if (hunk || line[0] === BACKSLASH) this.#show(line, size)
  }

  #begin(): void {
    if (this.#sections > 0) {
      this.#sections--
      return
    }
    this.#finish()
    if (this.files.length === this.max) {
      this.done = true
      return
    }
    this.#sections = this.sections(this.files.length) - 1
    this.files.push({ additions: 0, deletions: 0, binary: false, patch: Buffer.alloc(0) })
  }

  #show(line: Buffer, size: number): void {
    const file = this.files.at(-1)
    if (!file?.patch) return
    this.#size += size
    if (this.#size > MAX_PATCH) {
      file.patch = null
      this.#hunks = []
    } else this.#hunks.push(line)
  }

  #finish(): void {
    const file = this.files.at(-1)
    if (file?.patch) file.patch = Buffer.concat(this.#hunks.flatMap((line) => [line, Buffer.from('\n')]))
    this.#hunks = []
    this.#size = 0
  }
}
