import { defineConfig } from 'vitest/config'

/** Rooms whose tests need no network that they share: they run side by side. */
const alone = ['git', 'gtp', 'simulator', 'tracker'].map((room) => `test/${room}/**/*.test.ts`)
const patient = { testTimeout: 180_000, hookTimeout: 60_000 }

// Unit tests lie beside their code; slower ones (real sockets, real git, real mDNS) under test/, by name.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { name: 'git', include: alone, ...patient } },
      // Nodes on one machine share one multicast port: one file at a time.
      {
        test: {
          name: 'slow',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          fileParallelism: false,
          ...patient,
        },
      },
    ],
  },
})
