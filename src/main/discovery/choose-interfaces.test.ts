import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { chooseInterfaces } from './choose-interfaces.ts'

const info = (cidr: string, internal = false): NetworkInterfaceInfo => {
  const address = cidr.slice(0, cidr.indexOf('/'))
  const common = { address, netmask: '', mac: '02:00:00:00:00:01', internal, cidr }
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

const lo = [info('127.0.0.1/8', true), info('::1/128', true)]
const eth0 = [info('192.168.1.5/24'), info('fd00::5/64'), info('fe80::5/64')]
const wlan0 = [info('10.1.2.3/16')]
const docker0 = [info('172.17.0.1/16')]
const addresses = (wanted: 'auto' | string[], table: Parameters<typeof chooseInterfaces>[1]) =>
  chooseInterfaces(wanted, table).map(({ address }) => address)

describe('chooseInterfaces', () => {
  it('takes every external IPv4 interface, each with all its networks', () => {
    expect(chooseInterfaces('auto', { lo, eth0, wlan0 })).toEqual([
      {
        name: 'eth0',
        address: '192.168.1.5',
        networks: [
          ['192.168.1.5', 24],
          ['fd00::5', 64],
          ['fe80::5', 64],
        ],
      },
      { name: 'wlan0', address: '10.1.2.3', networks: [['10.1.2.3', 16]] },
    ])
  })

  it('takes those that are named, by name or address', () => {
    expect(addresses(['wlan0'], { lo, eth0, wlan0 })).toEqual(['10.1.2.3'])
    expect(addresses(['wlan0', '192.168.1.5'], { lo, eth0, wlan0 })).toEqual(['192.168.1.5', '10.1.2.3'])
    expect(addresses(['wlan1'], { lo, eth0, wlan0 })).toEqual([])
  })

  it('takes the interface that has an IPv6 address, which stands for all of it', () => {
    expect(addresses(['fd00::5'], { lo, eth0, wlan0 })).toEqual(['192.168.1.5'])
    expect(addresses(['fd00::6'], { lo, eth0, wlan0 })).toEqual([])
  })

  it.each(['docker0', 'br-0123456789ab', 'veth12ab34c', 'virbr0'])(
    'leaves out %s where there is more',
    (bridge) => {
      expect(addresses('auto', { lo, eth0, [bridge]: docker0 })).toEqual(['192.168.1.5'])
      expect(addresses('auto', { lo, [bridge]: docker0 })).toEqual(['172.17.0.1'])
    },
  )

  it('leaves out the ends of tunnels', () => {
    expect(addresses('auto', { lo, eth0, tun0: [info('100.64.0.2/32')] })).toEqual(['192.168.1.5'])
  })

  it('takes loopback when there is nothing else', () => {
    expect(addresses('auto', { lo, eth1: [info('fe80::9/64')] })).toEqual(['127.0.0.1'])
  })

  it('takes exactly those asked for that are there', () => {
    expect(addresses(['127.0.0.1', '10.1.2.3', '10.9.9.9'], { lo, eth0, wlan0 })).toEqual([
      '127.0.0.1',
      '10.1.2.3',
    ])
    expect(addresses(['10.9.9.9'], { lo, eth0 })).toEqual([])
  })

  it('takes two addresses of one interface for two', () => {
    expect(addresses('auto', { eth0: [...eth0, info('192.168.7.1/24')] })).toEqual([
      '192.168.1.5',
      '192.168.7.1',
    ])
  })
})
