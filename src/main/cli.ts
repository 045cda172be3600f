/** Entry of the command line; the only place that knows both cli/ and headless/. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from './cli/program.ts'
import type { RunNode } from './cli/start.ts'
import { compileLess } from './headless/compile-less.ts'

const mainDir = dirname(fileURLToPath(import.meta.url))

/** Loaded only where it is needed: most commands are done before a whole node would be read. */
const runNode: RunNode = async (options) => {
  compileLess()
  const { builtRenderer, startHeadless } = await import('./headless/start-headless.ts')
  return startHeadless(options, builtRenderer(mainDir))
}

process.exitCode = await runProgram(process.argv, runNode)
