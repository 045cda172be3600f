import type { PictureType } from '../../../../shared/files-model.ts'

/** Bytes at the beginning of a file as characters of the same numbers, by what they say it is. */
const SIGNS: readonly (readonly [RegExp, PictureType])[] = [
  [/^\x89PNG\r\n\x1a\n/, 'image/png'],
  [/^\xff\xd8\xff/, 'image/jpeg'],
  [/^GIF8[79]a/, 'image/gif'],
  [/^RIFF[^]{4}WEBP/, 'image/webp'],
  [/^[^]{4}ftypavi[fs]/, 'image/avif'],
  [/^BM[^]{4}\0\0\0\0/, 'image/bmp'],
  [/^\0\0\x01\0[^]\0/, 'image/x-icon'],
]
const LONGEST = 16

/** Which kind of picture a file is, by its first bytes and not by its name; null for all else. */
export function pictureType(content: Buffer): PictureType | null {
  const beginning = content.toString('latin1', 0, LONGEST)
  return SIGNS.find(([sign]) => sign.test(beginning))?.[1] ?? null
}
