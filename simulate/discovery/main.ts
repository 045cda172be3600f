import { parseArgs } from 'node:util'
import { printPhase, printReached } from './print.ts'
import { runRoom } from './room.ts'

const defaults = { nodes: 500, holders: 50, seed: 1 }

export const usage = `npm run simulate -- --discovery [--nodes N] [--holders N] [--seed N] [--json]
  Prints what ${defaults.nodes} nodes with five projects each say on one network: while they come, at rest, at a commit in
  a project that ${defaults.holders} of them have, and when others come.`

/** Runs the room and prints what came of it. @returns the exit code: 1 where somebody does not know of somebody */
export async function main(words: readonly string[]): Promise<number> {
  let options: ReturnType<typeof read>
  try {
    options = read(words)
  } catch (error) {
    process.stderr.write(`simulate: ${(error as Error).message}\n${usage}\n`)
    return 2
  }
  const { json, ...room } = options
  const begun = performance.now()
  const say = (text: string) => void process.stdout.write(`${text}\n`)
  const figures = await runRoom(room, (phase) => json || say(printPhase(phase)))
  if (json) say(JSON.stringify({ options, figures }))
  else say(`${printReached(figures)}\n${((performance.now() - begun) / 1_000).toFixed(0)} s`)
  return figures.missing === 0 ? 0 : 1
}

function read(words: readonly string[]) {
  const number = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...words],
    options: { nodes: number, holders: number, seed: number, json: { type: 'boolean' } },
  })
  const whole = (name: 'nodes' | 'holders' | 'seed') => {
    const value = Number(values[name] ?? defaults[name])
    if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} wants a whole number, at least 1`)
    return value
  }
  const nodes = whole('nodes')
  return {
    nodes,
    holders: Math.min(nodes, whole('holders')),
    seed: whole('seed'),
    json: values.json ?? false,
  }
}
