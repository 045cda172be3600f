/** What people and programs rely on around the commands: folders, errors as JSON, completion, and no token where others look. */
import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildSmallRepository } from '../git/build-small-repository.ts'
import { runCli, startNode, type TestNode } from './start-node.ts'

const root = join(import.meta.dirname, '..', '..')
const cli = join(root, 'out', 'main', 'cli.js')

let alice: TestNode
let folder: string
let bin: string
const path = () => `${bin}${delimiter}${process.env['PATH']}`

/** A program that writes down how it was called. */
function fake(name: string): string {
  const said = join(folder, `${name}.said`)
  writeFileSync(join(bin, name), `#!/bin/sh\necho "$@" >> '${said}'\n`)
  chmodSync(join(bin, name), 0o755)
  return said
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gittorrent-cli-'))
  bin = join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync(cli, join(bin, 'gittorrent'))
  alice = await startNode({ name: 'Alice' })
})
afterAll(async () => {
  await alice?.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('where people are', () => {
  it('publish . takes the repository that one stands in', () => {
    const repo = buildSmallRepository(join(folder, 'kite'))
    const out = execFileSync(process.execPath, [cli, 'publish', '.', '--json', '--data-dir', alice.dataDir], {
      cwd: join(repo, 'src'),
      encoding: 'utf8',
    })
    expect(JSON.parse(out)).toMatchObject({ name: 'kite', heads: [{ ref: 'refs/heads/main' }] })
  })

  it('a failure is one JSON value where JSON was asked for', async () => {
    const { code, stdout, stderr } = await alice.run('leave', 'nothing', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'UNKNOWN_PROJECT', action: expect.any(String) },
    })
    expect(stderr).toMatch(/^gittorrent: .*\n$/)
    const nowhere = await runCli(['status', '--json', '--data-dir', join(folder, 'none')])
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: 'NODE_NOT_RUNNING' } })
  })

  it('bash completes commands and projects of the node', () => {
    const words = (line: string) =>
      execFileSync(
        'bash',
        [
          '-c',
          `eval "$(gittorrent completion bash)"; COMP_WORDS=(${line}); COMP_CWORD=$(( \${#COMP_WORDS[@]} - 1 )); _gittorrent; printf '%s\\n' "\${COMPREPLY[@]}"`,
        ],
        { encoding: 'utf8', env: { ...process.env, PATH: path(), GITTORRENT_DATA_DIR: alice.dataDir } },
      )
        .trim()
        .split('\n')
    expect(words('gittorrent publ')).toEqual(['publish', 'publish-heads'])
    expect(words('gittorrent leave ""')).toEqual(['kite'])
    expect(words('gittorrent publish ""')).toEqual([''])
  })
})

describe("the UI's token", () => {
  it('is told to who asks for it with the rights of the user', async () => {
    expect(await alice.json('ui')).toEqual({ ui: alice.ui })
  })

  it('is in no list of processes and no journal', async () => {
    const said = fake('xdg-open')
    const notified = fake('systemd-notify')
    const args = ['start', '--open', '--no-discovery', '--port', '0', '--clones', join(folder, 'clones')]
    const child = spawn(process.execPath, [cli, ...args, '--data-dir', join(folder, 'data')], {
      env: { ...process.env, PATH: path(), DISPLAY: ':99', NOTIFY_SOCKET: join(folder, 'socket') },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    child.stdout.on('data', (chunk) => (out += String(chunk)))
    child.stderr.on('data', (chunk) => (out += String(chunk)))
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    try {
      for (let tries = 0; tries < 200 && !(existsSync(said) && out.includes('Ctrl+C')); tries++)
        await new Promise((resolve) => setTimeout(resolve, 50))
      expect(readFileSync(said, 'utf8')).toMatch(/^file:\/\/.*\.html\n$/)
      expect(out).toContain('gittorrent ui prints')
      expect(out).not.toMatch(/token/)
      expect(readFileSync(notified, 'utf8')).toBe('--ready\n')
    } finally {
      child.kill('SIGTERM')
    }
    expect(await ended).toBe(0)
    expect(readFileSync(notified, 'utf8')).toBe('--ready\nSTOPPING=1\n')
  })
})

describe('an always-on machine', () => {
  const unit = join(root, 'resources', 'systemd', 'gittorrent.service')

  it('has a unit whose command is understood', () => {
    const text = readFileSync(unit, 'utf8')
    const [, line = ''] = /^ExecStart=\/usr\/bin\/env gittorrent (.*)$/m.exec(text) ?? []
    const words = line.split(' ').filter((word) => word.startsWith('--'))
    const help = execFileSync(process.execPath, [cli, 'start', '--help'], { encoding: 'utf8' })
    for (const option of words) expect(help).toContain(option)
    expect(text).toMatch(/^Type=notify\nNotifyAccess=all$/m)
  })

  it.skipIf(!existsSync('/usr/bin/systemd-analyze'))('systemd finds nothing wrong with it', () => {
    expect(execFileSync('systemd-analyze', ['verify', unit], { encoding: 'utf8', stdio: 'pipe' })).toBe('')
  })
})
