import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createProgram, runProgram } from './program.ts'

const runNode = () => Promise.reject(new Error('not in this test'))
const visible = (program: Command) => program.createHelp().visibleCommands(program)

let stdout: string
let stderr: string
beforeEach(() => {
  stdout = stderr = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean((stdout += String(text))))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean((stderr += String(text))))
})
afterEach(() => void vi.restoreAllMocks())

/** What --help prints of a command. */
function helpOf(command: Command): string {
  stdout = ''
  command.outputHelp()
  return stdout
}

/** Lines that begin with $, without their remarks, up to a pipe. */
const examplesIn = (help: string) =>
  [...help.matchAll(/^ {2}\$ (.*)$/gm)].map(([, line = '']) => line.replace(/ +# .*$| \|.*$/, ''))

/** Words as a shell takes them; enough for examples. */
const words = (line: string) =>
  [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

it('each command says what it does and shows examples', () => {
  const program = createProgram(runNode)
  for (const command of visible(program)) {
    if (command.name() === 'help') continue
    expect(command.description(), command.name()).not.toBe('')
    expect(command.helpGroup(), command.name()).not.toBe('')
    expect(examplesIn(helpOf(command)), command.name()).not.toEqual([])
  }
})

it('all examples are commands that are understood', async () => {
  const program = createProgram(runNode)
  const examples = [program, ...visible(program)].flatMap((command) => examplesIn(helpOf(command)))
  const own = examples.filter((line) => line.startsWith('gittorrent ') && !line.includes('>'))
  expect(own.length).toBeGreaterThan(20)
  for (const example of own) {
    const fresh = createProgram(runNode)
    let ran = ''
    for (const command of fresh.commands) command.action(() => void (ran = command.name()))
    await fresh.parseAsync(['node', ...words(example)])
    expect(ran, example).toBe(words(example)[1])
  }
})

it('all commands but those that talk to no node take --data-dir and --json', () => {
  const without = visible(createProgram(runNode))
    .filter(
      ({ options }) => !['--data-dir', '--json'].every((name) => options.some(({ long }) => long === name)),
    )
    .map((command) => command.name())
  expect(without).toEqual(['completion', 'help'])
})

it('wrong usage is 2, and with --json the error is the value', async () => {
  expect(await runProgram(['node', 'gittorrent', 'nearby', '--wait', 'soon', '--json'], runNode)).toBe(2)
  const { error } = JSON.parse(stdout) as { error: Record<string, string> }
  expect(error).toMatchObject({ code: 'BAD_INPUT', action: 'look at gittorrent --help' })
  expect(error['message']).toContain("'--wait <seconds>'")
  expect(stderr).toContain('--wait')
})

it('a failure of start is 1; on stdout, whose first line says that a node is ready, is nothing, on stderr all', async () => {
  const start = ['node', 'gittorrent', 'start', '--data-dir', '/nowhere']
  expect(await runProgram(start, runNode)).toBe(1)
  expect(stderr).toMatch(/^gittorrent: not in this test; .*\n$/)
  stderr = ''
  expect(await runProgram([...start, '--json'], runNode)).toBe(1)
  expect(stdout).toBe('')
  const [line, json = '', ...rest] = stderr.trimEnd().split('\n')
  expect(line).toMatch(/^gittorrent: not in this test; /)
  expect(JSON.parse(json)).toMatchObject({ error: { message: 'not in this test' } })
  expect(rest).toEqual([])
})

it('wrong usage of start and tracker is told as JSON on stderr as well', async () => {
  for (const command of ['start', 'tracker']) {
    stderr = ''
    const argv = ['node', 'gittorrent', command, '--port', 'many', '--json']
    expect(await runProgram(argv, runNode)).toBe(2)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr.trimEnd().split('\n').at(-1)!)).toMatchObject({ error: { code: 'BAD_INPUT' } })
  }
})

it('help is 0', async () => {
  expect(await runProgram(['node', 'gittorrent', '--help'], runNode)).toBe(0)
  expect(stdout).toContain('Exit status: 0 done; 1 failed')
})

it('docs/command-line.md tells of each command, and of no other', () => {
  const text = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'command-line.md'), 'utf8')
  const told = [...text.matchAll(/^\| `([a-z-]+)[ `]/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'git')
  const there = visible(createProgram(runNode)).map((command) => command.name())
  expect(told.sort()).toEqual(there.filter((name) => name !== 'help').sort())
})
