import { describe, expect, it } from 'vitest'
import { hostOptions } from './host-options.ts'

describe('hostOptions', () => {
  it('reads what concerns the node, among switches of Chromium', () => {
    const args = [
      '--no-sandbox',
      '--remote-debugging-port=0',
      '.',
      '--data-dir',
      '/tmp/alice',
      '--name=Alice',
    ]
    const more = [
      '--port',
      '0',
      '--interface',
      '10.0.4.27',
      '--interface=127.0.0.1',
      '--no-discovery',
      '--clones=/src',
    ]
    expect(hostOptions([...args, ...more], {})).toEqual({
      dataDir: '/tmp/alice',
      name: 'Alice',
      port: 0,
      clones: '/src',
      interfaces: ['10.0.4.27', '127.0.0.1'],
      discovery: false,
    })
  })

  it('takes folder and interfaces from the environment, where the command line has none', () => {
    const env = { GITTORRENT_DATA_DIR: '/tmp/bob', GITTORRENT_INTERFACE: '127.0.0.1, eth0' }
    expect(hostOptions([], env)).toMatchObject({
      dataDir: '/tmp/bob',
      interfaces: ['127.0.0.1', 'eth0'],
      discovery: true,
    })
    expect(hostOptions(['--data-dir=/tmp/carol'], env).dataDir).toBe('/tmp/carol')
  })

  it('leaves everything else to the node', () => {
    expect(hostOptions([], {})).toEqual({ discovery: true })
    expect(hostOptions(['--name'], { GITTORRENT_INTERFACE: '' })).toEqual({ discovery: true })
  })

  it.each(['--port=70000', '--port=-1', '--port=x', '--interface=10.0.4', '--interface=', '--interface'])(
    'refuses %s',
    (argument) => {
      expect(() => hostOptions([argument], {})).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }))
    },
  )
})
