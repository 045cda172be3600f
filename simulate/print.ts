import type { Figures } from './measuring.ts'
import type { Options } from './options.ts'

/** The figure that a share of all figures is not above; null of nothing. */
export const share = (sorted: readonly number[], part: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null

const seconds = (ms: number | null) => (ms === null ? '–' : `${(ms / 1_000).toFixed(1)} s`)
const three = (sorted: readonly number[], write: (value: number | null) => string) =>
  `median ${write(share(sorted, 0.5))}, p95 ${write(share(sorted, 0.95))}, most ${write(share(sorted, 1))}`

/** The report for people: one line a figure. */
export function printFigures(options: Options, figures: Figures): string {
  const { peers, repos, families, networks, minutes, seed, spare } = options
  const { tracker, links, torrents } = figures
  const later = tracker.perMinute.slice(Math.floor(minutes / 2))
  const mean = later.reduce((sum, count) => sum + count, 0) / Math.max(1, later.length)
  return [
    `${peers} peers, ${repos} repositories in ${families} families, ${networks} networks, ${minutes} minutes, seed ${seed}${spare ? '' : ', everybody asks the tracker'}`,
    `  whole after    ${three(figures.completions, seconds)}; ${figures.incomplete} of those present are not`,
    `  commits        ${figures.commits}; had after ${three(figures.arrivals, seconds)}; ${figures.missing} still due`,
    `  connections    ${three(links, String)} for ${three(torrents, String)} torrents, ${figures.present} peers present`,
    `  tracker        ${Math.max(...tracker.perMinute)} requests in the busiest minute, ${mean.toFixed(0)} in one of the second half; ${tracker.early} too early`,
    `  duplicates     ${(figures.duplicates * 100).toFixed(2)} % of ${(figures.bytes / 1e9).toFixed(1)} GB`,
  ].join('\n')
}
