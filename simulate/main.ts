import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { runCampus } from './campus.ts'
import { main as discovery } from './discovery/main.ts'
import { drawFigures } from './draw/figures.ts'
import { readOptions, usage, type Options } from './options.ts'
import { printFigures } from './print.ts'

/** Runs the simulation and prints what came of it. @returns the exit code: 1 where somebody is left without what he joined */
export async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--discovery')) return discovery(words.filter((word) => word !== '--discovery'))
  let options: Options
  try {
    options = readOptions(words)
  } catch (error) {
    process.stderr.write(`simulate: ${(error as Error).message}\n${usage}\n`)
    return 2
  }
  const begun = performance.now()
  const seconds = () => ((performance.now() - begun) / 1_000).toFixed(0)
  const figures = runCampus(options, (text) => process.stderr.write(`${text}, ${seconds()} s\n`))
  const peak = process.resourceUsage().maxRSS * 1024
  if (options.json) process.stdout.write(`${JSON.stringify({ options, figures })}\n`)
  else
    process.stdout.write(
      `${printFigures(options, figures)}\n${seconds()} s, ${(peak / 1e6).toFixed(0)} MB of memory\n`,
    )
  mkdirSync(dirname(options.svg), { recursive: true })
  writeFileSync(options.svg, drawFigures(options, figures))
  process.stderr.write(`drawn into ${options.svg}\n`)
  return figures.incomplete === 0 && figures.missing === 0 ? 0 : 1
}
