/** Announces over a raw socket: as strangers write them, without a client in between. */
import { connect } from 'node:net'
import { decodeAnswer, type DecodedAnswer } from '../../src/main/tracker/decode-answer.ts'

export interface RawAnswer {
  readonly status: number
  readonly head: string
  readonly answer: DecodedAnswer
}

/** Sends a request target as it is and reads to the end. @param target what follows GET */
export function askRaw(port: number, target: string): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const chunks: Buffer[] = []
    socket.on('error', reject)
    socket.on('data', (bytes: Buffer) => chunks.push(bytes))
    socket.on('end', () => {
      try {
        const whole = Buffer.concat(chunks)
        const bodyAt = whole.indexOf('\r\n\r\n') + 4
        const head = whole.subarray(0, bodyAt).toString('latin1')
        resolve({
          status: Number(head.split(' ')[1]),
          head,
          answer: decodeAnswer(new Uint8Array(whole.subarray(bodyAt))),
        })
      } catch (error) {
        reject(error as Error)
      }
    })
    socket.write(`GET ${target} HTTP/1.0\r\n\r\n`)
  })
}

/** An announce with all the keys that must be there. */
export const announceOf = (repo: string, peerId: string, port: number, more = '') =>
  `/announce?repo_hash=${repo}&peer_id=${peerId}&port=${port}&uploaded=0&downloaded=0&completed=100${more}`
