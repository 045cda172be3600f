import { defineConfig } from 'vitest/config'

/** Tests that need no network which others are on: none, or one of their own. They run side by side. */
const alone = [
  ...[
    'bench',
    'faults',
    'fuzz',
    'git',
    'gtp',
    'host',
    'hostile',
    'simulator',
    'soak',
    'supply',
    'tracker',
  ].map((room) => `test/${room}/**/*.test.ts`),
  ...['avahi', 'network-changes'].map((name) => `test/discovery/${name}.test.ts`),
  'test/nodes/doctor.test.ts',
  ...['net', 'scripts'].map((room) => `test/${room}/**/*.test.ts`),
  ...['build', 'package', 'packaging', 'security', 'shell', 'updates'].map(
    (name) => `test/electron/${name}.test.ts`,
  ),
]
/** For what hangs, on however slow a machine: a test that passes waits for none of this. */
const patient = { testTimeout: 300_000, hookTimeout: 300_000, expect: { poll: { timeout: 60_000 } } }

// Unit tests lie beside their code; slower ones (real sockets, real git, real mDNS) under test/, by name.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], ...patient } },
      { test: { name: 'git', include: alone, ...patient } },
      // Nodes on one machine share one multicast port: each file that runs has one of its own.
      {
        test: {
          name: 'slow',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          setupFiles: 'test/discovery/own-port.ts',
          ...patient,
        },
      },
    ],
  },
})
