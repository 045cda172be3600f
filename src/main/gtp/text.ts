/**
 * Text that strangers choose and people read: names, nicknames, descriptions. One line, in Unicode's NFC, and without
 * characters that hide or reorder what is beside them.
 */
import { GtpError } from './types.ts'

/**
 * Controls, line and paragraph separators, half surrogate pairs, bidi marks, embeddings and isolates, the zero-width
 * space and word joiner, the byte order mark, interlinear marks, tags and noncharacters. The zero-width joiner and
 * non-joiner stay: Persian and emoji need them.
 */
const HIDDEN =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\p{Bidi_Control}\p{Noncharacter_Code_Point}\u200b\u2060-\u2064\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u
const ALL_HIDDEN = new RegExp(HIDDEN.source, 'gu')

/** Whether `text` is at most `max` code points of visible, normalized text without spaces at its ends. */
export function isSafeText(text: string, max: number): boolean {
  // Code points are at most as many as UTF-16 units; the cheap bound comes before the costly checks.
  if (text.length > 2 * max || [...text].length > max) return false
  return !HIDDEN.test(text) && text.trim() === text && text.normalize('NFC') === text
}

/** Refuses, as `kind` and naming `field`, text that is not safe; empty text unless `empty` allows it. */
export function checkText(
  text: string,
  max: number,
  kind: GtpError['kind'],
  field: string,
  empty: 'may be empty' | 'not empty' = 'not empty',
): string {
  if (text === '' && empty === 'not empty') throw new GtpError(kind, `${field} is empty`)
  if (!isSafeText(text, max)) {
    throw new GtpError(kind, `${field} is not one line of plain text of at most ${max} characters`)
  }
  return text
}

/** The nearest safe text: hidden characters become spaces, runs of spaces one, and the end is cut. May be empty. */
export function cleanText(text: string, max: number): string {
  const plain = text
    .slice(0, 8 * max)
    .replace(ALL_HIDDEN, ' ')
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim()
  return [...plain].slice(0, max).join('').trim()
}

/** Refuses a nickname that is not safe text, or would break the tagger's line. */
export function checkNickname(text: string, max: number, kind: GtpError['kind'], field: string): string {
  if (/[<>]/.test(text)) throw new GtpError(kind, `${field} holds < or >`)
  return checkText(text, max, kind, field)
}

/** What somebody is called whose nickname has no character that may be shown. */
export const NAMELESS = 'nameless'

/** The nearest nickname that is accepted, or `fallback` if nothing is left of it. */
export function cleanNickname(text: string, max: number, fallback: string): string {
  return cleanText(text.replace(/[<>]/g, ' '), max) || fallback
}
