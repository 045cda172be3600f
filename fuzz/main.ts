/** `npm run fuzz`: a process for each target, one after the other; the last line sums up. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fuzzTarget, type Fuzzed } from './fuzz-target.ts'
import { readOptions, usage } from './options.ts'

// A file of its own once it is built, so that what runs of it is told apart from what runs of this.
const { TARGETS } = await import('./targets/index.ts')

/** Milliseconds beyond its own time, for a process to end. */
const PATIENCE = 60_000
const MEMORY = ['--expose-gc', '--max-old-space-size=512']

/** @param root of the project. @param self the built program, started anew for each target. @returns the exit code */
export async function main(root: string, self: string, args: readonly string[]): Promise<number> {
  const names = TARGETS.map(({ name }) => name)
  let options
  try {
    options = readOptions(args, names)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage(names)}\n`)
    return 2
  }
  const results: (Fuzzed & { readonly target: string })[] = []
  for (const target of options.targets) {
    const work = { target, seconds: options.seconds, seed: options.seed, grow: options.grow, root }
    const result = await inProcess(self, work)
    results.push({ ...result, target })
    const { inputs, functions, share, queue, slowestMs, growth, failures } = result
    const rate = Math.round(inputs / options.seconds)
    process.stderr.write(
      `${target.padEnd(18)}${String(inputs).padStart(10)} inputs ${String(rate).padStart(7)}/s ${String(functions).padStart(4)} functions (${Math.round(100 * share)} %) ` +
        `${String(queue).padStart(4)} kept, slowest ${slowestMs.toFixed(0)} ms, heap ${(growth / 1e6).toFixed(1)} MB\n`,
    )
    for (const failure of failures) process.stderr.write(`  ${failure}\n`)
  }
  const inputs = results.reduce((sum, result) => sum + result.inputs, 0)
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0)
  if (options.json)
    process.stdout.write(`${JSON.stringify({ inputs, failed, seed: options.seed, results })}\n`)
  process.stderr.write(
    `${inputs} inputs for ${results.length} targets, seed ${options.seed}: ${failed} failures\n`,
  )
  return failed === 0 ? 0 : 1
}

interface Work {
  readonly target: string
  readonly seconds: number
  readonly seed: number
  readonly grow: boolean
  readonly root: string
}

/** In the process that inProcess starts. */
export async function work(text: string): Promise<void> {
  const { target: name, root, ...options } = JSON.parse(text) as Work
  const target = TARGETS.find((each) => each.name === name)!
  const watchdog = join(root, 'fuzz', 'watchdog.mjs')
  const result = await fuzzTarget(target, { ...options, corpus: join(root, 'fuzz', 'corpus'), watchdog })
  process.stdout.write(JSON.stringify(result))
}

/** A process that hangs, or takes too much memory, is a failure of its own. */
async function inProcess(self: string, work: Work): Promise<Fuzzed> {
  const child = spawn(process.execPath, [...MEMORY, self, '--work', JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: [string, string] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said[0] += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said[1] = (said[1] + text).slice(-4000)))
  const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * work.seconds + PATIENCE)
  const code = await new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 1)),
  )
  clearTimeout(timer)
  if (code === 0) return JSON.parse(said[0]) as Fuzzed
  const failures = [`its process ended with ${code}: ${said[1].trim()}`]
  return { inputs: 0, failures, functions: 0, share: 0, queue: 0, slowestMs: 0, growth: 0 }
}
