/** What the bundler made: the borders between the three builds hold in its output, too. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { staleBuild } from '../../scripts/setup/build.mjs'

const out = resolve(import.meta.dirname, '..', '..', 'out')
const read = (path: string) => readFileSync(join(out, path), 'utf8')

/** Everything that a built file imports, its own chunks followed. */
function importsOf(path: string, seen = new Set<string>()): Set<string> {
  const text = read(path)
  for (const [, from = ''] of text.matchAll(/^(?:import|export)[^'"\n]*['"]([^'"\n]+)['"]/gm)) {
    const name = from.startsWith('.') ? join(dirname(path), from) : from
    if (seen.has(name)) continue
    seen.add(name)
    if (from.startsWith('.')) importsOf(name, seen)
  }
  return seen
}

beforeAll(() => expect(staleBuild(resolve(out, '..'))).toBeNull())

describe('main', () => {
  it('the command line and the node never load Electron', () => {
    for (const entry of ['main/cli.js', 'main/host.js']) {
      const imports = importsOf(entry)
      expect(imports).not.toContain('electron')
      expect(imports).toContain('node:path')
    }
    expect(importsOf('main/index.js')).toContain('electron')
  })

  it('the command line is a program, and runs on plain Node', async () => {
    expect(read('main/cli.js').match(/^#!.*$/gm)).toEqual(['#!/usr/bin/env node'])
    const { stdout } = await promisify(execFile)(process.execPath, [join(out, 'main', 'cli.js'), '--help'])
    expect(stdout).toContain('join')
  })
})

describe('preload', () => {
  it('is one CommonJS file that needs Electron alone, as a sandbox demands', () => {
    expect(readdirSync(join(out, 'preload'))).toEqual(['index.cjs'])
    const text = read('preload/index.cjs')
    expect([...text.matchAll(/require\(['"](.+?)['"]\)/g)].map(([, name]) => name)).toEqual(['electron'])
    expect(text).not.toMatch(/^(import|export) /m)
  })
})

describe('renderer', () => {
  const html = () => read('renderer/index.html')

  it('has no inline script or style, which the content security policy would refuse', () => {
    expect(html()).not.toMatch(/<style|\sstyle=|\son\w+=/)
    for (const [, attributes, body] of html().matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
      expect(attributes).toContain('src=')
      expect(body).toBe('')
    }
  })

  it('brings all that it asks for', () => {
    const links = [...html().matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url = '']) => url)
    expect(links.length).toBeGreaterThan(2)
    for (const url of links) expect(existsSync(join(out, 'renderer', url)), url).toBe(true)
  })

  it('asks nobody else: every font and picture of the style sheet is a file of ours', () => {
    const assets = join(out, 'renderer', 'assets')
    const sheets = readdirSync(assets).filter((name) => name.endsWith('.css'))
    expect(sheets.length).toBeGreaterThan(0)
    for (const sheet of sheets) {
      for (const [, url = ''] of readFileSync(join(assets, sheet), 'utf8').matchAll(/url\(["']?([^"')]+)/g)) {
        expect(url).not.toMatch(/^(https?:)?\/\//)
        if (!url.startsWith('data:image/')) expect(existsSync(join(assets, url)), url).toBe(true)
      }
    }
  })
})
