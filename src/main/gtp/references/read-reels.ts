import { MAX_REEL_POINTS, MAX_REELS } from '../limits.ts'
import { GtpError, type ReelInfo, type ReelPoint } from '../types.ts'
import { decimal, type LineReader } from './line-reader.ts'

/** The `reel` lines, each with the `needs` and `gives` lines that follow it. Checked afterwards, by checkReels. */
export function readReels(lines: LineReader): ReelInfo[] {
  const reels: ReelInfo[] = []
  while (lines.has('reel')) {
    if (reels.length >= MAX_REELS) throw new GtpError('limit', `there are more than ${MAX_REELS} reels`)
    const [kind = '', id = '', bytes = '', blockSize = '', ...rest] = lines.value('reel').split(' ')
    if (rest.length > 0) throw new GtpError('references', 'a reel is not KIND ID BYTES BLOCKSIZE')
    reels.push({
      kind: kindOf(kind),
      id,
      bytes: decimal(bytes, 'the length of a reel'),
      blockSize: decimal(blockSize, 'the block size of a reel'),
      needs: readPoints(lines, 'needs'),
      gives: readPoints(lines, 'gives'),
    })
  }
  return reels
}

function kindOf(text: string): ReelInfo['kind'] {
  if (text === 'tip' || text === 'history' || text === 'append') return text
  throw new GtpError('references', 'a reel is of an unknown kind')
}

function readPoints(lines: LineReader, keyword: 'needs' | 'gives'): ReelPoint[] {
  const points: ReelPoint[] = []
  while (lines.has(keyword)) {
    const text = lines.value(keyword)
    const shallow = text.startsWith('shallow:')
    points.push({ oid: shallow ? text.slice('shallow:'.length) : text, shallow })
    if (points.length > MAX_REEL_POINTS) {
      throw new GtpError('limit', `a reel needs or gives more than ${MAX_REEL_POINTS} commits`)
    }
  }
  return points
}
