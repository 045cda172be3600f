import { describe, expect, it } from 'vitest'
import { parseRequest } from './parse-request.ts'
import { announceUrl } from './announce-url.ts'
import { MAX_QUERY } from './limits.ts'
import vectors from './vectors.json' with { type: 'json' }

const REPO = '0123456789abcdef0123456789abcdef01234567'
const PEER = 'ff00207e2b2526'.padEnd(40, 'a')
const base = `repo_hash=${REPO}&peer_id=${PEER}&port=7411&uploaded=0&downloaded=0&completed=0`
const asked = {
  repo: REPO,
  peerId: PEER,
  port: 7411,
  uploaded: 0,
  downloaded: 0,
  completed: 0,
  peers: 50,
  references: false,
  source: '10.0.0.1',
}

describe('the query of an announce', () => {
  it.each(vectors.requests)('reads $query', ({ query, source, announce }) => {
    const request = parseRequest(query, source)
    expect(request).toEqual({ ...announce, source })
  })

  it.each(vectors.requests.filter(({ canonical }) => canonical))(
    'is written as $query',
    ({ query, announce }) => {
      const { event, ...fields } = announce as typeof announce & { event?: 'started' | 'stopped' }
      const url = announceUrl('http://10.0.4.27:7411/announce', { ...fields, ...(event ? { event } : {}) })
      expect(url).toBe(`http://10.0.4.27:7411/announce?${query}`)
    },
  )

  it('takes hex digits of either case, and forms’ way with spaces', () => {
    expect(
      parseRequest(
        base.toUpperCase().replace(/[A-Z_]+=/g, (key) => key.toLowerCase()),
        '10.0.0.1',
      ),
    ).toEqual(asked)
    const plus = base.replace(PEER, `+${'%41'.repeat(19)}`)
    expect(parseRequest(plus, '10.0.0.1').peerId).toBe(`20${'41'.repeat(19)}`)
  })

  it('ignores keys that it does not know, and knows the source without its zone or mapping', () => {
    expect(parseRequest(`&x&=y&numwant=%zz&${base}&constructor=1`, '::ffff:10.0.0.1')).toEqual(asked)
  })

  it.each(vectors.refusedQueries)('refuses $query: $reason', ({ query, reason }) => {
    expect(() => parseRequest(query.replace('BASE', base), '10.0.0.1')).toThrow(reason)
  })

  it('refuses what is too long, and who has no address', () => {
    expect(parseRequest(base.padEnd(MAX_QUERY, '&'), '10.0.0.1')).toEqual(asked)
    expect(() => parseRequest(base.padEnd(MAX_QUERY + 1, '&'), '10.0.0.1')).toThrow('longer than')
    for (const source of ['', 'alice.local', '0.0.0.0'])
      expect(() => parseRequest(base, source)).toThrow('no address')
  })
})
