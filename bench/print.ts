/** The report for people: plain text, figures in columns. */
import type { Machine } from './machine.ts'
import type { Part, Ratio, Report } from './report.ts'

const seconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} s`
const megabytes = (value: number) => `${(value / 1e6).toFixed(1)} MB`

/** How each measure is headed and written. */
const columns: Readonly<Record<string, readonly [heading: string, write: (value: number) => string]>> = {
  seen: ['seen', seconds],
  usable: ['usable', seconds],
  joined: ['joined', seconds],
  seconds: ['time', seconds],
  serverCpu: ['CPU, publisher', seconds],
  clientCpu: ['CPU, joiner', seconds],
  peakMemory: ['peak memory', megabytes],
  peakServerMemory: ['memory, publisher', megabytes],
  peakClientMemory: ['memory, joiner', megabytes],
  goodput: ['goodput', (value) => `${((value * 8) / 1e6).toFixed(1)} Mbit/s`],
  slowestDownload: ['slowest download', seconds],
  slowestClone: ['slowest clone', seconds],
  seederSent: ['seeder sent', megabytes],
  connected: ['connected', String],
  seederServed: ['seeder served', megabytes],
  seederCpu: ['CPU, seeder', seconds],
  fewestSources: ['fewest sources', String],
  arrival: ['arrival', seconds],
  arrivalP95: ['p95', seconds],
  arrivalWorst: ['worst', seconds],
  unconnectedP95: ['p95, unconnected', seconds],
  carried: ['carried', (value) => `${(value / 1e3).toFixed(1)} kB`],
  announces: ['announces', String],
  perCpuSecond: ['per CPU second', (value) => value.toFixed(0)],
  perSecond: ['per second', (value) => value.toFixed(0)],
  cpu: ['CPU', (value) => `${(value * 100).toFixed(2)} % of a core`],
  sentPackets: ['packets sent', (value) => `${value.toFixed(0)} a minute`],
  receivedPackets: ['received', (value) => `${value.toFixed(0)} a minute`],
  memory: ['memory', megabytes],
  duplicates: ['duplicates', (value) => `${(value * 100).toFixed(1)} %`],
}

export function printReport({ version, rounds, quick, machine, load, parts }: Report): string {
  const head = [
    `GitTorrent ${version}, ${rounds === 1 ? 'one round' : `medians of ${rounds} rounds`}${quick ? ', small sizes: proves that it runs, no more' : ''}`,
    `${printMachine(machine)}; load ${load.before.toFixed(2)} before, ${load.after.toFixed(2)} after`,
  ]
  const bodies = Object.entries(parts).map(([name, part]) =>
    'skipped' in part
      ? [`${name}: not run, ${part.skipped}`]
      : [`${name}: ${part.title}`, ...printPart(part, quick)],
  )
  return [head, ...bodies].map((lines) => lines.join('\n')).join('\n\n')
}

const printMachine = ({ cpu, cores, memory, kernel, node, git }: Machine) =>
  `${cores} cores (${cpu}), ${(memory / 2 ** 30).toFixed(1)} GiB; ${kernel}, Node ${node}, git ${git}`

function printPart({ ways, ratios, notes }: Part, quick: boolean): string[] {
  const names = Object.keys(Object.values(ways)[0]!.median)
  const rows = [
    ['', ...names.map((name) => columns[name]![0])],
    ...Object.entries(ways).map(([way, { median }]) => [
      way,
      ...names.map((name) => {
        const value = median[name] ?? null
        return value === null ? '–' : columns[name]![1](value)
      }),
    ]),
  ]
  return [
    ...table(rows),
    ...ratios.map((ratio) => `  ${printRatio(ratio, quick)}`),
    ...notes.map((note) => `  ${note}`),
  ]
}

/** Small sizes are no match for a goal: only full ones are held against it. */
function printRatio({ text, value, limit }: Ratio, quick: boolean): string {
  if (value === null) return `${text}: not measured`
  const goal =
    limit === null || quick ? '' : ` (goal: at most ${limit}, ${value <= limit ? 'met' : 'missed'})`
  return `${text}: ${value.toFixed(2)}${goal}`
}

/** The first column to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')}`.trimEnd(),
  )
}
