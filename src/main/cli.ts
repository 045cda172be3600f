/** Entry of the command line; the only place that knows both cli/ and headless/. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram } from './cli/program.ts'
import { builtRenderer, startHeadless } from './headless/start-headless.ts'

const mainDir = dirname(fileURLToPath(import.meta.url))

process.exitCode = await runProgram(process.argv, (options) => startHeadless(options, builtRenderer(mainDir)))
