import { describe, expect, it } from 'vitest'
import { trackerUrl } from './announce-url.ts'
import { checkAddress } from './may-ask.ts'

describe('where a publisher’s URL may lead', () => {
  it.each([
    ['http://t.example/announce', '203.0.113.1', true],
    ['http://t.example/files/x.tracker?key=1', '203.0.113.1', true],
    ['http://t.example/files/x.tracker', '10.0.0.1', true],
    ['http://t.example/reboot?now=1', '10.0.0.1', false],
    ['http://t.example/reboot?now=1', 'fe80::1', false],
    ['http://t.example/announce', '127.0.0.1', true],
    ['http://t.example/x/announce', '::1', true],
    ['http://t.example/shutdown', '127.0.0.1', false],
    ['http://t.example/shutdown', '::ffff:127.0.0.1', false],
    ['http://t.example/announce?quit', '::1', false],
    ['http://t.example/announce', '0.0.0.0', false],
    ['http://t.example/announce', '224.0.0.251', false],
  ])('%s at %s: %s', (url, address, allowed) => {
    const check = () => checkAddress(trackerUrl(url), address)
    if (allowed) expect(check).not.toThrow()
    else expect(check).toThrow('t.example is not asked')
  })
})
