import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, it } from 'vitest'
import { chooseInterfaces, type InterfaceTable } from './choose-interfaces.ts'
import { ownAddresses, toldIpv6 } from './own-addresses.ts'

const info = (cidr: string, internal = false): NetworkInterfaceInfo => {
  const address = cidr.slice(0, cidr.indexOf('/'))
  const common = { address, netmask: '', mac: '02:00:00:00:00:01', internal, cidr }
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}
const lo = [info('127.0.0.1/8', true), info('::1/128', true)]

/** As `os.networkInterfaces()` gives them on real computers. */
const LINUX: InterfaceTable = {
  lo,
  tailscale0: [info('100.101.4.7/32'), info('fd7a:115c:a1e0::7/128'), info('fe80::a1/64')],
  wg0: [info('10.8.0.2/24')],
  docker0: [info('172.17.0.1/16'), info('fe80::42:1/64')],
  'br-5f1c2a9b7d3e': [info('172.18.0.1/16')],
  'cni-podman0': [info('10.88.0.1/16')],
  podman1: [info('10.89.0.1/24')],
  lxdbr0: [info('10.191.4.1/24'), info('fd42:1:2:3::1/64')],
  lxcbr0: [info('10.0.3.1/24')],
  virbr0: [info('192.168.122.1/24')],
  vboxnet0: [info('192.168.56.1/24')],
  wlp3s0: [
    info('192.168.178.31/24'),
    info('2001:db8:5:1:91c4:aaaa:bbbb:cccc/64'),
    info('2001:db8:5:1:dead:beff:feef:1/64'),
    info('fd00:5:1::31/64'),
    info('fe80::31/64'),
  ],
}
const MACOS: InterfaceTable = {
  lo0: [info('127.0.0.1/8', true), info('::1/128', true), info('fe80::1/64', true)],
  utun0: [info('fe80::9a/64')],
  utun4: [info('100.99.1.2/32'), info('fd7a:115c:a1e0::9/48')],
  utun5: [info('10.2.0.2/16')],
  awdl0: [info('fe80::aw/64'.replace('aw', 'a0'))],
  vmenet0: [info('169.254.8.1/16')],
  en0: [info('fe80::e0/64'), info('10.0.4.27/22')],
  bridge100: [info('192.168.2.1/24')],
}
const WINDOWS: InterfaceTable = {
  'vEthernet (WSL (Hyper-V firewall))': [info('fe80::b/64'), info('172.24.96.1/20')],
  'vEthernet (Default Switch)': [info('172.29.64.1/20')],
  'VMware Network Adapter VMnet8': [info('192.168.31.1/24')],
  'VirtualBox Host-Only Network': [info('192.168.56.1/24')],
  'Local Area Connection* 9': [info('169.254.77.1/16')],
  NordLynx: [info('10.5.0.2/16')],
  'OpenVPN TAP-Windows6': [info('10.9.0.6/30')],
  'Wi-Fi': [info('2001:db8:7::5/64'), info('fe80::c/64'), info('192.168.1.40/24')],
  'Loopback Pseudo-Interface 1': lo,
}
const names = (table: InterfaceTable) => chooseInterfaces('auto', table).map(({ name }) => name)

describe('ownAddresses', () => {
  it('begins with IPv4 of the network, then has IPv6, then what VPNs and chance gave out', () => {
    expect(ownAddresses('auto', LINUX)).toEqual([
      '192.168.178.31',
      '2001:db8:5:1:91c4:aaaa:bbbb:cccc',
      'fd00:5:1::31',
      '100.101.4.7',
      '10.8.0.2',
      'fd7a:115c:a1e0::7',
    ])
    expect(ownAddresses('auto', MACOS)).toEqual([
      '10.0.4.27',
      '192.168.2.1',
      '100.99.1.2',
      '10.2.0.2',
      'fd7a:115c:a1e0::9',
    ])
    expect(ownAddresses('auto', WINDOWS)).toEqual([
      '192.168.1.40',
      '2001:db8:7::5',
      '169.254.77.1',
      '10.5.0.2',
      '10.9.0.6',
    ])
  })

  it('is IPv6 alone where there is no IPv4, and loopback where there is neither', () => {
    expect(ownAddresses('auto', { lo, eth0: [info('fd00::5/64'), info('fe80::5/64')] })).toEqual(['fd00::5'])
    expect(ownAddresses('auto', { lo, eth0: [info('fe80::5/64')] })).toEqual(['127.0.0.1'])
    expect(ownAddresses('auto', {})).toEqual(['127.0.0.1'])
  })

  it('has bridges where there is nothing else, beside a VPN as well', () => {
    const { docker0, wg0 } = LINUX
    expect(ownAddresses('auto', { lo, docker0 })).toEqual(['172.17.0.1'])
    expect(ownAddresses('auto', { lo, wg0, docker0 })).toEqual(['172.17.0.1', '10.8.0.2'])
  })

  it('takes the interfaces that were asked for, by name or by address, with their IPv6', () => {
    const { wlp3s0, wg0 } = LINUX
    const ipv6 = ['2001:db8:5:1:91c4:aaaa:bbbb:cccc', 'fd00:5:1::31']
    expect(ownAddresses(['wlp3s0'], LINUX)).toEqual(['192.168.178.31', ...ipv6])
    expect(ownAddresses(['192.168.178.31'], { lo, wlp3s0, wg0 })).toEqual(['192.168.178.31', ...ipv6])
    expect(ownAddresses(['fd00:5:1::31'], { lo, wlp3s0, wg0 })).toEqual(['192.168.178.31', ...ipv6])
    expect(ownAddresses(['127.0.0.1'], LINUX)).toEqual(['127.0.0.1'])
    expect(ownAddresses(['eth7'], LINUX)).toEqual([])
  })

  it('names a bounded number', () => {
    const many = Array.from({ length: 30 }, (_, at) => info(`10.${at}.0.1/24`))
    expect(ownAddresses('auto', { lo, eth0: many })).toHaveLength(8)
    const networks = Array.from({ length: 30 }, (_, at) => [`fd00:${at}::1`, 64] as const)
    expect(toldIpv6(networks)).toHaveLength(4)
  })
})

describe('chooseInterfaces on real computers', () => {
  it('speaks on networks first, then on VPNs, and not to containers and virtual machines', () => {
    expect(names(LINUX)).toEqual(['wlp3s0', 'wg0'])
    expect(names(MACOS)).toEqual(['en0', 'bridge100', 'utun5'])
    expect(names(WINDOWS)).toEqual(['Local Area Connection* 9', 'Wi-Fi', 'NordLynx', 'OpenVPN TAP-Windows6'])
  })

  it('speaks on a virtual switch where the network card lies behind it', () => {
    const table = { 'vEthernet (External)': [info('192.168.1.41/24')], NordLynx: WINDOWS['NordLynx'] }
    expect(names(table)).toEqual(['vEthernet (External)', 'NordLynx'])
  })

  it.each(['br0', 'vmbr0', 'eth0', 'enp0s31f6', 'wlan0', 'Ethernet', 'Wi-Fi 2', 'bridge0'])(
    'takes %s for a network',
    (name) => {
      const table = { lo, [name]: [info('10.0.4.2/24')], docker0: LINUX['docker0'], wg0: LINUX['wg0'] }
      expect(names(table)).toEqual([name, 'wg0'])
      expect(ownAddresses('auto', table)).toEqual(['10.0.4.2', '10.8.0.2'])
    },
  )
})
