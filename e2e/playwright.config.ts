import { defineConfig } from '@playwright/test'
import type { Shell } from './fixtures/window.ts'
import { findChromium } from './fixtures/find-chromium.ts'

/** The real UI in a real browser against real nodes. One worker: nodes on one machine share one multicast port. */
export default defineConfig<Shell>({
  testDir: '.',
  projects: [
    { name: 'browser', testMatch: 'specs/**/*.spec.ts', use: { shell: 'browser' } },
    {
      name: 'electron',
      testMatch: ['specs/**/*.spec.ts', 'electron/**/*.spec.ts'],
      use: { shell: 'electron' },
    },
  ],
  outputDir: '../test-results/e2e',
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 60_000 },
  reporter: [['list']],
  use: {
    // What can't be done fails by its own name, not with the whole test.
    actionTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    },
  },
})
