import { describe, expect, it } from 'vitest'
import type { Facts } from './facts.ts'
import { firewallHint } from './firewall.ts'
import { judge } from './judge.ts'

const WELL: Facts = {
  ...{ platform: 'linux', discovers: true, port: 7411, unused: [], trouble: '' },
  multicast: [{ name: 'eth0', address: '10.0.4.2', error: null, cameBack: true, heardFrom: ['10.0.4.9'] }],
  ...{ heard: 2, connected: 2, unheard: 0 },
  answers: [{ address: '10.0.4.2', ok: true }],
  called: [{ name: 'Alice', ok: true }],
  trackers: [],
  otherVersions: [],
  gitVersion: '2.39.5',
  free: [{ folder: '/home/carol/GitTorrent', bytes: 50e9 }],
}
const found = (facts: Partial<Facts>) =>
  Object.fromEntries(judge({ ...WELL, ...facts }).map((check) => [check.id, check]))
const [eth0] = WELL.multicast as [Facts['multicast'][number]]

describe('the doctor', () => {
  it('says that all is well where it is', () => {
    const states = judge(WELL).map(({ state }) => state)
    expect(states).not.toContain('failed')
    expect(states).not.toContain('warning')
    for (const { text, title } of judge(WELL)) expect(text && title).not.toBe('')
  })

  it('tells no network, a VPN alone, and what is not used', () => {
    const lo = { ...eth0, name: 'lo', address: '127.0.0.1' }
    expect(found({ multicast: [lo] }).network).toMatchObject({ state: 'failed' })
    expect(found({ multicast: [{ ...eth0, name: 'wg0' }] }).network).toMatchObject({ state: 'warning' })
    expect(found({ unused: ['docker0 (172.17.0.1)'] }).network!.text).toContain('docker0')
  })

  it('says of IPv6 what it has tried, and no more', () => {
    expect(found({}).ipv6).toMatchObject({ state: 'unknown' })
    const [ipv4] = WELL.answers
    const both = (ok: boolean) => found({ answers: [ipv4!, { address: 'fd00::2', ok }] })
    expect(both(true).ipv6).toMatchObject({
      state: 'ok',
      text: 'This node answers at [fd00::2]:7411, which links name.',
    })
    expect(both(false).ipv6).toMatchObject({ state: 'warning' })
    expect(both(false).reachable!.text).toContain('[fd00::2]:7411')
  })

  it('tells a network of IPv6 alone from none', () => {
    const multicast = [{ ...eth0, name: 'lo', address: '127.0.0.1' }]
    const { network } = found({ multicast, answers: [{ address: 'fd00::2', ok: true }] })
    expect(network).toMatchObject({ state: 'warning', hint: expect.stringContaining('link') })
    expect(network!.text).toContain('fd00::2')
  })

  it('tells multicast that this computer stops from multicast that the network stops', () => {
    const here = found({ multicast: [{ ...eth0, cameBack: false }], heard: 0 })
    expect(here.multicast).toMatchObject({
      state: 'failed',
      commands: expect.arrayContaining(['sudo ufw allow 5353/udp']),
    })
    const there = found({ heard: 0, unheard: 2 })
    expect(there.multicast).toMatchObject({ state: 'ok' })
    expect(there.people).toMatchObject({ state: 'failed', hint: expect.stringContaining('link') })
    expect(there.people!.text).toContain('Multicast is blocked')
  })

  it('does not take silence for a block', () => {
    const alone = { heard: 0, connected: 0, called: [] }
    expect(found(alone).people).toMatchObject({ state: 'ok' })
    const silent = found({ ...alone, multicast: [{ ...eth0, heardFrom: [] }] })
    expect(silent.people).toMatchObject({ state: 'warning' })
    expect(silent.people!.text).toContain('if you are alone')
    expect(found({ ...alone, discovers: false }).multicast).toMatchObject({ state: 'warning' })
  })

  it('tells a shut port from neighbours that are kept apart', () => {
    expect(found({ answers: [{ address: '10.0.4.2', ok: false }] }).reachable).toMatchObject({
      state: 'failed',
    })
    const away = { name: 'Bob', ok: false }
    expect(found({ called: [away, { name: 'Alice', ok: true }] }).reachable).toMatchObject({
      state: 'warning',
    })
    expect(found({ called: [away] }).reachable!.text).toContain('isolation')
  })

  it('looks at trackers, git and the disk', () => {
    const shut = { host: 'tracker.example', failed: true }
    expect(found({ trackers: [shut] }).trackers).toMatchObject({ state: 'warning' })
    expect(found({ trackers: [shut, { host: 'b.example', failed: false }] }).trackers).toMatchObject({
      state: 'ok',
    })
    expect(found({ gitVersion: null }).git).toMatchObject({ state: 'warning' })
    expect(found({ free: [{ folder: '/x', bytes: 1e6 }] }).disk).toMatchObject({ state: 'warning' })
  })
})

it.each([
  ['linux', /ufw/, /7411\/tcp|dport 7411/],
  ['darwin', /Local Network/, /^$/],
  ['win32', /private/, /netsh advfirewall.*7411/],
])('the firewall of %s', (platform, hint, command) => {
  const { multicast, connections } = {
    multicast: firewallHint(platform, 7411, 'multicast'),
    connections: firewallHint(platform, 7411, 'connections'),
  }
  expect(`${multicast.hint} ${multicast.commands.join(' ')}`).toMatch(hint)
  expect(connections.commands.join(' ')).toMatch(command)
})
