/**
 * Loaded into a node before the program itself (`node --import`): now and then it collects the garbage and writes down what is left.
 * So what is measured is what the node holds, and not what V8 has not thrown away yet.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const file = process.env.SOAK_PROBE
const EVERY = Number(process.env.SOAK_PROBE_EVERY)

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

function look() {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  try {
    // Renamed, so that nobody reads half of it.
    writeFileSync(`${file}.new`, JSON.stringify({ held: heapUsed + external, timers }))
    renameSync(`${file}.new`, file)
  } catch {
    // The next one.
  }
}
if (file) setInterval(look, EVERY).unref()
