/** Two kinds of charts, as SVG, of a size that they all share. */
import { ticksTo } from './ticks.ts'

export const WIDTH = 460
export const HEIGHT = 260
const LEFT = 56
const RIGHT = WIDTH - 24
const TOP = 44
const BOTTOM = HEIGHT - 36

/** Which share of all figures is not above a value. @param sorted ascending */
export function shareChart(title: string, sorted: readonly number[]): string {
  const most = Math.max(1, sorted.at(-1) ?? 0)
  const { x, axis } = acrossTo(most)
  const y = (part: number) => BOTTOM - part * (BOTTOM - TOP)
  const points = sorted.map((value, at) => `${x(value).toFixed(1)} ${y((at + 1) / sorted.length).toFixed(1)}`)
  const rows = [0, 0.25, 0.5, 0.75, 1].map((part) => row(y(part), `${part * 100} %`))
  const curve =
    points.length === 0 ? '' : `<path class="curve" d="M${LEFT} ${BOTTOM} L${thinned(points).join(' L')}"/>`
  return `${heading(title)}${rows.join('')}${axis}${curve}`
}

/** A bar for each figure, numbered from 1. */
export function barChart(title: string, counts: readonly number[]): string {
  const ticks = ticksTo(Math.max(1, ...counts))
  const y = (value: number) => BOTTOM - (value / ticks.at(-1)!) * (BOTTOM - TOP)
  const step = (RIGHT - LEFT) / Math.max(1, counts.length)
  const bars = counts.map((count, at) => {
    const left = LEFT + at * step + step * 0.1
    return `<rect class="bar" x="${left.toFixed(1)}" y="${y(count).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${(BOTTOM - y(count)).toFixed(1)}"/>`
  })
  const every = Math.ceil(counts.length / 10)
  const names = counts.flatMap((_, at) =>
    (at + 1) % every === 0 ? [label(LEFT + (at + 0.5) * step, BOTTOM + 18, String(at + 1), 'middle')] : [],
  )
  return `${heading(title)}${ticks.map((value) => row(y(value), String(value))).join('')}${bars.join('')}${names.join('')}`
}

function acrossTo(most: number) {
  const ticks = ticksTo(most)
  const x = (value: number) => LEFT + (value / ticks.at(-1)!) * (RIGHT - LEFT)
  return { x, axis: ticks.map((value) => label(x(value), BOTTOM + 18, String(value), 'middle')).join('') }
}

/** A screen has no room for thousands of points. */
const thinned = (points: readonly string[]) => {
  const every = Math.ceil(points.length / 400)
  return points.filter((_, at) => at % every === 0 || at === points.length - 1)
}

const heading = (title: string) => `<text class="title" x="24" y="24">${title}</text>`
const row = (y: number, name: string) =>
  `<path class="grid" d="M${LEFT} ${y.toFixed(1)} H${RIGHT}"/>${label(LEFT - 8, y + 4, name, 'end')}`
const label = (x: number, y: number, text: string, anchor: 'middle' | 'end') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`
