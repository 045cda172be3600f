/** What a working tree may become: a few KB of packs can hold terabytes of files. */
import { AppError } from '../../shared/errors.ts'

/**
 * Files in a working tree. Ten trees of ten times the next, ten deep, need 2 KB and unfold to ten thousand million
 * files; the largest projects in the open have half a million.
 */
export const MAX_CHECKOUT_FILES = 2_000_000
/** How many times the packs' bytes the files may have: text packs to a fifth, rarely to a fiftieth; zeros to a thousandth. */
const MAX_CHECKOUT_RATIO = 200
/** Bytes that are no matter whatever they came from. */
const SMALL_CHECKOUT = 1024 * 1024 * 1024

/**
 * Who joins saw what the packs have, and has agreed to that. Throws TOO_LARGE.
 * @param packed bytes of the packs
 */
export function checkCheckout(files: number, bytes: number, packed: number): void {
  if (files > MAX_CHECKOUT_FILES) throw tooLarge(`more than ${MAX_CHECKOUT_FILES} files`)
  if (bytes > Math.max(SMALL_CHECKOUT, MAX_CHECKOUT_RATIO * packed))
    throw tooLarge(`files of ${bytes} bytes, from packs of ${packed}`)
}

const tooLarge = (what: string) =>
  new AppError(
    'TOO_LARGE',
    `the project unfolds to ${what}`,
    'do not join it, or clone it with plain git if you trust its publisher; nothing was kept',
  )
