import type { BenchNode } from './node.ts'

/** What takes longer hangs. Milliseconds. */
const PATIENCE = 240_000

/** Rejects with what each of the nodes is doing, when not all have joined in time. */
export async function inTime<T>(nodes: readonly BenchNode[], joins: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => void describe(nodes).then(reject, reject), PATIENCE)
  })
  return Promise.race([joins, tooLong]).finally(() => clearTimeout(timer))
}

async function describe(nodes: readonly BenchNode[]): Promise<Error> {
  const found = await Promise.all(nodes.map(({ client }) => client.call('status', {})))
  const told = found.map(({ projects, connections }) => ({
    connections: Object.keys(connections).length,
    projects: Object.values(projects).map(({ state, phase, error, transfer }) => ({
      state,
      phase,
      error,
      transfer,
    })),
  }))
  return new Error(`not all have joined within ${PATIENCE / 1000} s: ${JSON.stringify(told)}`)
}
