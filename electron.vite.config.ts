/**
 * Three builds of one product. main: the Electron shell, the node's utility process and the command line, as ES modules that
 * load their dependencies from node_modules. preload: one CommonJS file, all that a sandboxed preload may be. renderer: the UI,
 * everything in it, for Electron and for browsers alike.
 */
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

/** The command line is a program: its first line says what runs it, whatever the bundler made of the source's. */
const shebang: Plugin = {
  name: 'shebang',
  generateBundle(_options, bundle) {
    const cli = bundle['cli.js']
    if (cli?.type === 'chunk' && !cli.code.startsWith('#!')) cli.code = `#!/usr/bin/env node\n${cli.code}`
  },
}

export default defineConfig({
  main: {
    plugins: [shebang],
    build: {
      // Older than Electron's Node: the same files run headless on the oldest Node that we support.
      target: 'node20.19',
      rolldownOptions: {
        input: {
          index: at('src/main/electron/index.ts'),
          host: at('src/main/electron/host-process.ts'),
          cli: at('src/main/cli.ts'),
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
