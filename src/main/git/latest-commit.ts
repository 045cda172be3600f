import type { LatestCommit } from '../../shared/model.ts'
import { MAX_AUTHOR, MAX_SUBJECT, MAX_TIME } from '../gtp/limits.ts'
import { cleanText } from '../gtp/text.ts'

/**
 * A commit as lists show it: plain text of one line, cut to the protocol's limits.
 * @param seconds the committer's time, Unix seconds
 * @returns its time in Unix milliseconds
 */
export function latestCommit(subject: string, author: string, seconds: number): LatestCommit {
  const time = Number.isInteger(seconds) ? Math.min(Math.max(seconds, 0), MAX_TIME) : 0
  return {
    subject: cleanText(subject, MAX_SUBJECT),
    author: cleanText(author, MAX_AUTHOR),
    time: time * 1000,
  }
}
