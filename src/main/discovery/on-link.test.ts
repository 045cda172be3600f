import { describe, expect, it } from 'vitest'
import { createOnLink } from './on-link.ts'

describe('createOnLink', () => {
  const lan = createOnLink({
    networks: [
      ['192.168.1.17', 24],
      ['fd12::5', 64],
    ],
  })

  it.each(['192.168.1.1', '192.168.1.17', '169.254.3.4', 'fd12::99', 'fe80::1'])(
    'takes %s for a neighbour',
    (ip) => expect(lan(ip)).toBe(true),
  )
  it.each([
    ...['192.168.2.1', '8.8.8.8', '127.0.0.1', '0.0.0.0', '224.0.0.251', '255.255.255.255'],
    ...['fd13::1', '::1', '::', 'ff02::fb', '::ffff:192.168.1.1', '::ffff:c0a8:101', 'fe80::1%eth0'],
    ...['', 'localhost', '192.168.1', '192.168.1.1/24', '192.168.1.01'],
  ])('does not take %s for one', (ip) => expect(lan(ip)).toBe(false))

  it('knows neither link-local addresses nor others on loopback', () => {
    const loopback = createOnLink({
      networks: [
        ['127.0.0.1', 8],
        ['::1', 128],
      ],
    })
    expect(['127.0.0.1', '127.9.9.9', '::1'].every(loopback)).toBe(true)
    expect(['169.254.1.1', 'fe80::1', '10.0.0.1'].some(loopback)).toBe(false)
  })
})
