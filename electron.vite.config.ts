/**
 * Three builds of one product. main: the Electron shell, the node's utility process and the command line, as ES modules that
 * load their dependencies from node_modules. preload: one CommonJS file, all that a sandboxed preload may be. renderer: the UI,
 * everything in it, for Electron and for browsers alike.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { chmodSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** Programs that people start by a link to the file: the first line says what runs them. */
const PROGRAMS = ['cli.js', 'git-remote.js']

const programs: Plugin = {
  name: 'programs',
  generateBundle(_options, bundle) {
    for (const name of PROGRAMS) {
      const program = bundle[name]
      // Whatever the bundler made of the source's.
      if (program?.type === 'chunk' && !program.code.startsWith('#!'))
        program.code = `#!/usr/bin/env node\n${program.code}`
    }
  },
  writeBundle({ dir }, bundle) {
    for (const name of PROGRAMS) if (dir && bundle[name]) chmodSync(join(dir, name), 0o755)
  },
}

export default defineConfig({
  main: {
    plugins: [programs],
    build: {
      // Older than Electron's Node: the same files run headless on the oldest Node that we support.
      target: 'node20.19',
      rolldownOptions: {
        input: {
          index: at('src/main/electron/index.ts'),
          host: at('src/main/electron/host-process.ts'),
          cli: at('src/main/cli.ts'),
          'git-remote': at('src/main/git-remote.ts'),
        },
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      target: 'es2022',
      // light-dark() in the style sheets stays as it is from these on.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // Fonts and icons as files: the content security policy allows no data: fonts.
      assetsInlineLimit: 0,
      minify: true,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
  },
})
