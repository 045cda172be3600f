import config from './playwright.config.ts'
import { defineConfig } from '@playwright/test'

/** The real UI in a real browser, on a node made of data: no network, so that it runs beside others. */
export default defineConfig({
  ...config,
  projects: [{ name: 'ui', testMatch: 'ui/**/*.spec.ts' }],
  outputDir: '../test-results/ui',
  // One set of pictures, with room for another version of the browser's letters, and none for a row that moved.
  snapshotPathTemplate: '{testDir}/ui/pictures/{arg}{ext}',
  expect: { ...config.expect, toHaveScreenshot: { maxDiffPixelRatio: 0.01 } },
})
