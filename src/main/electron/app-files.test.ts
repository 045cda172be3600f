import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAppFiles, resolveAppFile, type AppFiles } from './app-files.ts'

let folder: string
let files: AppFiles

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'app-files-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  for (const name of [
    'index.html',
    'assets/index-1.js',
    'assets/inter.woff2',
    'assets/index-1.js.map',
    'run.sh',
  ])
    writeFileSync(join(root, name), name)
  writeFileSync(join(folder, 'secret.html'), 'secret')
  symlinkSync(join(folder, 'secret.html'), join(root, 'link.html'))
  files = listAppFiles(root)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const resolve = (path: string) => resolveAppFile(`app://gittorrent${path}`, files)

describe('the files of the UI', () => {
  it('are listed by URL path, with their types, and without links and unknown kinds', () => {
    expect([...files.keys()].sort()).toEqual(['/assets/index-1.js', '/assets/inter.woff2', '/index.html'])
    expect(resolve('/assets/index-1.js')).toEqual({
      path: join(folder, 'renderer', 'assets', 'index-1.js'),
      type: 'text/javascript; charset=utf-8',
    })
    expect(resolve('/assets/inter.woff2')?.type).toBe('font/woff2')
  })

  it('start with index.html, whatever the query', () => {
    expect(resolve('/')?.path).toBe(join(folder, 'renderer', 'index.html'))
    expect(resolve('/index.html?x=1#y')?.path).toBe(join(folder, 'renderer', 'index.html'))
  })

  it.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/..\\secret.html',
    '//secret.html',
    '/assets',
    '/assets/',
    '/run.sh',
    '/__proto__',
    '/index.html%00',
  ])('can not be left by %s', (path) => {
    expect(resolve(path)).toBeNull()
  })

  it('belong to our origin alone', () => {
    expect(resolveAppFile('app://elsewhere/index.html', files)).toBeNull()
    expect(resolveAppFile('https://gittorrent/index.html', files)).toBeNull()
  })
})
