/** How eagerly the engine of JavaScript turns a node's code into machine code. */
import { setFlagsFromString } from 'node:v8'

/**
 * Sixteen times V8's own. A node is at work for seconds at a time and then at rest: what was compiled after the usual time
 * was hardly used again, and compiling took a seventh of all that nine nodes did while eight of them joined.
 * What runs for long is compiled all the same. Bytes of bytecode.
 */
const INTERRUPT_BUDGET = 16 * 66 * 1024
/** Known to have that flag: V8 says on stderr that it doesn't know one, which is nobody's concern. */
const NEWEST_V8 = 13

/** To be called before a node's code is loaded. Changes the whole process. */
export function compileLess(v8 = process.versions.v8): void {
  if (Number.parseInt(v8, 10) <= NEWEST_V8) setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`)
}
