import { spawn } from 'node:child_process'
import { createCipheriv } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gitCommand, testEnvironment } from './git-command.ts'

export interface HistoryOptions {
  readonly commits: number
  /** What the repository's packs weigh in the end, about: text that hardly compresses. */
  readonly megabytes: number
  /** Files of the project. Default 1,000, in folders of 32. */
  readonly files?: number
  /** Bytes of each file, of which a commit changes a stretch: packs hold deltas then. Default: a commit rewrites the file. */
  readonly fileBytes?: number
  /** Commits that change one file before it is another's turn. Default 1; git fast-import makes deltas only in a row. */
  readonly changesInARow?: number
  /** Every so many commits an annotated tag. Default 500. */
  readonly tagEvery?: number
  /** Check the files out, as in a project somebody works in. Default false. */
  readonly checkOut?: boolean
}

const FILES = 1000
const FILES_IN_A_FOLDER = 32
/** Base64 deflates to three quarters, and a little. */
const DEFLATED = 0.76

/** A long history in some seconds, by git fast-import: always the same objects. Returns the folder. */
export async function buildHistory(folder: string, options: HistoryOptions): Promise<string> {
  mkdirSync(folder, { recursive: true })
  gitCommand(folder, 'init', '--quiet', '--initial-branch=main')
  const importer = spawn('git', ['fast-import', '--quiet', '--done'], {
    cwd: folder,
    env: testEnvironment(),
    stdio: ['pipe', 'inherit', 'inherit'],
  })
  const ended = new Promise<number | null>((resolve) => importer.once('close', resolve))
  await pipeline(Readable.from(history(options)), importer.stdin)
  const code = await ended
  if (code !== 0) throw new Error(`git fast-import left with ${code}`)
  if (options.checkOut) gitCommand(folder, 'reset', '--quiet', '--hard')
  return folder
}

function* history(options: HistoryOptions): Generator<Buffer> {
  const { commits, files = FILES, fileBytes, changesInARow = 1, tagEvery = 500 } = options
  const noise = createCipheriv('aes-256-ctr', Buffer.alloc(32, 'gittorrent'), Buffer.alloc(16))
  const bytes = changeBytes(options)
  const text = (length = bytes) => {
    const random = noise.update(Buffer.alloc(Math.ceil((length * 3) / 4))).toString('base64')
    return `${random.slice(0, length).replace(/.{76}/g, '$&\n')}\n`
  }
  const contents = new Map<number, string>()
  const next = (file: number) => {
    if (fileBytes === undefined) return text()
    const before = contents.get(file)
    const at = before === undefined ? 0 : noise.update(Buffer.alloc(4)).readUInt32LE() % before.length
    const after = before === undefined ? text(fileBytes) : stretchReplaced(before, at, text())
    contents.set(file, after)
    return after
  }
  const path = (file: number) => `src/part${Math.floor(file / FILES_IN_A_FOLDER)}/file${file}.txt`
  const change = (file: number) => {
    const content = next(file)
    return `M 100644 inline ${path(file)}\ndata ${content.length}\n${content}\n`
  }
  const who = (time: number) => `Alice <alice@example.org> ${time} +0100`
  for (let number = 0; number < commits; number++) {
    const changed = (Math.floor(number / changesInARow) * 7919) % files
    const message = `Change ${number}\n\nFile ${path(changed)} is other than before.\n`
    const changes =
      number === 0 ? Array.from({ length: files }, (_, file) => change(file)) : [change(changed)]
    const time = 1_600_000_000 + number * 600
    yield Buffer.from(
      `commit refs/heads/main\ncommitter ${who(time)}\ndata ${message.length}\n${message}${changes.join('')}`,
    )
    if (number % tagEvery === tagEvery - 1) {
      const tag = `v${(number + 1) / tagEvery}`
      yield Buffer.from(`tag ${tag}\nfrom refs/heads/main\ntagger ${who(time)}\ndata ${tag.length}\n${tag}\n`)
    }
  }
  yield Buffer.from('done\n')
}

/** How much text a commit changes, so that all of them have the size that was asked for: the first makes all files. */
function changeBytes({
  commits,
  megabytes,
  files = FILES,
  fileBytes,
  changesInARow = 1,
}: HistoryOptions): number {
  const all = (megabytes * 1024 * 1024) / DEFLATED
  if (fileBytes === undefined) return Math.max(64, Math.floor(all / (commits + files)))
  const whole = files + Math.ceil(commits / changesInARow)
  const deltas = commits - Math.ceil(commits / changesInARow)
  return Math.max(64, Math.floor((all - whole * fileBytes) / deltas))
}

/** Text of the same length, with other text from there on, or as late as it fits. */
function stretchReplaced(text: string, at: number, other: string): string {
  const start = Math.max(0, Math.min(at, text.length - other.length))
  return text.slice(0, start) + other.slice(0, text.length) + text.slice(start + other.length)
}
