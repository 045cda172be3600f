import { judge } from '../../src/main/host/doctor/judge.ts'

/** What the doctor says of a laptop on a network that keeps its guests apart, behind a firewall of its own. */
export const DIAGNOSIS = {
  checks: judge({
    ...{ platform: 'linux', discovers: true, port: 7411, trouble: '' },
    multicast: [{ name: 'wlan0', address: '10.0.4.27', error: null, cameBack: true, heardFrom: [] }],
    unused: ['docker0 (172.17.0.1)'],
    ...{ heard: 0, connected: 2, unheard: 2 },
    answers: [{ address: '10.0.4.27', ok: false }],
    called: [{ name: 'Alice', ok: true }],
    otherVersions: [],
    trackers: [{ host: 'tracker.example:7412', failed: true }],
    gitVersion: '2.47.1',
    free: [{ folder: '~/GitTorrent', bytes: 48e9 }],
  }),
}
