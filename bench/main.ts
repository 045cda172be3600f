import { readFileSync, writeFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { attack } from './attack.ts'
import { guest } from './guest.ts'
import { halfHostile } from './half-hostile.ts'
import { idle } from './idle.ts'
import { loopback } from './loopback.ts'
import { describeMachine } from './machine.ts'
import { readOptions, usage, type Options } from './options.ts'
import { printReport } from './print.ts'
import { publish } from './publish.ts'
import type { Part, PartName, Report, Skipped } from './report.ts'
import type { Run } from './run.ts'
import { full, quick } from './sizes.ts'
import { seeder } from './seeder.ts'
import { swarm } from './swarm.ts'
import { tracker } from './tracker.ts'
import { updates } from './updates.ts'
import { createWorkspace } from './workspace.ts'

const parts: Readonly<Record<PartName, (run: Run) => Promise<Part | Skipped>>> = {
  loopback,
  swarm,
  publish,
  updates,
  tracker,
  idle,
  seeder,
  guest,
  attack,
  'half-hostile': halfHostile,
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** Runs the bench and prints its report. @param root the product's folder. Resolves to the exit code. */
export async function main(root: string, words: readonly string[]): Promise<number> {
  let options: Options
  try {
    options = readOptions(words)
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n${usage}\n`)
    return 2
  }
  // An exit in any way ends all processes and removes all networks and folders; these signals would be ends without one.
  for (const [signal, code] of Object.entries(EXIT_CODES)) process.once(signal, () => process.exit(code))
  const report = await measure(root, options)
  process.stdout.write(`${printReport(report)}\n`)
  if (options.json !== null) writeFileSync(options.json, `${JSON.stringify(report, null, 2)}\n`)
  return 0
}

async function measure(root: string, options: Options): Promise<Report> {
  const run: Run = {
    root,
    workspace: createWorkspace(),
    sizes: options.quick ? quick : full,
    rounds: options.rounds,
    say: (text) => process.stderr.write(`${text}\n`),
  }
  const started = new Date().toISOString()
  const before = loadavg()[0]!
  const results: Partial<Record<PartName, Part | Skipped>> = {}
  for (const name of options.parts) results[name] = await parts[name](run)
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  return {
    version,
    started,
    quick: options.quick,
    rounds: options.rounds,
    machine: describeMachine(),
    load: { before, after: loadavg()[0]! },
    parts: results,
  }
}
