/** TXT records (RFC 6763 section 6): `key=value` strings of at most 255 bytes each. */
import { MAX_TXT_STRING, MAX_TXT_STRINGS } from './limits.ts'

export type Txt = Readonly<Record<string, string>>

/** The longest start of `text` that is at most `max` bytes of UTF-8 and ends between two code points. */
export function truncateUtf8(text: string, max: number): string {
  let bytes = 0
  let kept = ''
  for (const point of text) {
    bytes += Buffer.byteLength(point)
    if (bytes > max) break
    kept += point
  }
  return kept.trimEnd()
}

/** `value`, cut so that `key=value` fits into one string. */
export function fitTxt(key: string, value: string): string {
  return truncateUtf8(value, MAX_TXT_STRING - key.length - 1)
}

/** Bytes that `txt` takes in a record, length bytes and all. */
export function txtBytes(txt: Txt): number {
  return Object.entries(txt).reduce((sum, [key, value]) => sum + key.length + Buffer.byteLength(value) + 2, 0)
}

/**
 * Reads the strings of a TXT record. Total: strings that are not `key=value` are skipped, of two with one key the
 * first counts (section 6.4), keys are compared in lower case. The result has no prototype.
 */
export function decodeTxt(strings: readonly Uint8Array[]): Txt {
  const txt: Record<string, string> = Object.create(null)
  for (const string of strings.slice(0, MAX_TXT_STRINGS)) {
    const text = Buffer.from(string).toString('utf8')
    const equals = text.indexOf('=')
    if (equals < 1) continue
    txt[text.slice(0, equals).toLowerCase()] ??= text.slice(equals + 1)
  }
  return txt
}
