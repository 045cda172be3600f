import { access, constants, readdir, stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '../../../shared/errors.ts'

/** The folder that a clone goes to: must not exist, or be empty, where we may write. Nothing is changed. */
export async function checkTarget(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found && !found.isDirectory()) {
    throw new AppError('TARGET_NOT_EMPTY', `${path} is a file`, 'choose another folder with --into')
  }
  if (found && (await readdir(path)).length > 0) {
    throw new AppError(
      'TARGET_NOT_EMPTY',
      `${path} exists and is not empty; nothing in it was touched`,
      'choose another folder with --into, or move that one away',
    )
  }
  const parent = await nearestExisting(found ? path : dirname(path))
  if (!(await stat(parent)).isDirectory()) {
    throw new AppError('BAD_INPUT', `${parent} is a file, not a folder`, 'choose another folder with --into')
  }
  await access(parent, constants.W_OK).catch(() => {
    throw new AppError('PERMISSION', `${parent} can't be written`, 'choose a folder that you may write to')
  })
}

/** Bytes that are free on the file system of `path`, which may not exist yet. */
export async function freeSpace(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(await nearestExisting(path))
  return bavail * bsize
}

/** Throws DISK_FULL unless the file system of `path` (which may not exist yet) has room for `bytes`. */
export async function checkSpace(path: string, bytes: number): Promise<void> {
  const free = await freeSpace(path)
  if (free >= bytes) return
  throw new AppError(
    'DISK_FULL',
    `${path} has ${megabytes(free)} free, and ${megabytes(bytes)} are needed`,
    'free some space, or choose a folder on another disk, and join again',
  )
}

/** Whether two paths lie on one file system, so that hard links work between them. */
export async function sameFileSystem(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(await nearestExisting(a)), stat(await nearestExisting(b))])
  return one.dev === other.dev
}

async function nearestExisting(path: string): Promise<string> {
  if ((await stat(path).catch(() => null)) !== null || dirname(path) === path) return path
  return nearestExisting(dirname(path))
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

/** Bytes of a folder's name: with what is put around it while a clone is made, it stays within any file system's 255. */
const MAX_FOLDER_NAME = 160

/** A project's name as the name of one folder, on any system; may be empty. */
export function folderName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '-')
    .replace(/^[.\s-]+|[.\s-]+$/g, '')
  const short = cutBytes(safe, MAX_FOLDER_NAME).replace(/[.\s-]+$/, '')
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(short) ? `${short}-project` : short
}

/** The longest beginning that has at most so many bytes as UTF-8, in whole characters as people see them. */
function cutBytes(text: string, most: number): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(kept + segment) > most) break
    kept += segment
  }
  return kept
}
