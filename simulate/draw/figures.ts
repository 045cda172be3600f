/** The picture of a run: four charts, legible by light and by dark. */
import type { Figures } from '../measuring.ts'
import type { Options } from '../options.ts'
import { barChart, HEIGHT, shareChart, WIDTH } from './charts.ts'

const STYLE = `
  svg { color-scheme: light dark; --back: #ffffff; --text: #171a19; --quiet: #59625d; --line: #dfe4e1; --ink: #0f766e }
  @media (prefers-color-scheme: dark) {
    svg { --back: #121514; --text: #e9eeec; --quiet: #a3aca7; --line: #2b312e; --ink: #2dd4bf }
  }
  text { font: 12px system-ui, sans-serif; fill: var(--quiet) }
  .title { font-size: 14px; font-weight: 600; fill: var(--text) }
  .grid { stroke: var(--line) }
  .curve { fill: none; stroke: var(--ink); stroke-width: 2 }
  .bar { fill: var(--ink) }
`

/** @returns an SVG document */
export function drawFigures(
  { peers, repos, families, networks, minutes }: Options,
  figures: Figures,
): string {
  const charts = [
    shareChart('Has its project: seconds since it came', inSeconds(figures.completions)),
    shareChart('Has a commit: seconds since it was made', inSeconds(figures.arrivals)),
    shareChart('Has at most so many connections, at the end', figures.links),
    barChart('Requests to the tracker, by minute', figures.tracker.perMinute.slice(0, minutes)),
  ]
  const place = (at: number) => `translate(${(at % 2) * WIDTH} ${40 + Math.floor(at / 2) * HEIGHT})`
  const size = { width: 2 * WIDTH, height: 40 + 2 * HEIGHT }
  const title = `${peers} peers, ${repos} repositories in ${families} families, on ${networks} networks; duplicates ${(figures.duplicates * 100).toFixed(2)} %`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" role="img" aria-label="${title}">
<style>${STYLE}</style>
<rect width="100%" height="100%" fill="var(--back)"/>
<text class="title" x="24" y="28">${title}</text>
${charts.map((chart, at) => `<g transform="${place(at)}">${chart}</g>`).join('\n')}
</svg>
`
}

const inSeconds = (sorted: readonly number[]) => sorted.map((ms) => ms / 1_000)
