import type { Hex } from '../../../shared/model.ts'
import { rate } from '../../../shared/format.ts'
import { chartPath } from '../../ui/chart-path.ts'
import { CHART_SECONDS, useTransferRates } from './useTransferRates.ts'

const WIDTH = 328
const HEIGHT = 92
/** Room for the numbers above the lines. */
const TOP = 26
/** Below this a second of rest would look like a mountain. Bytes per second. */
const LEAST_PEAK = 16_000

/** What the project moves, both ways, over the last minute. */
export function Throughput({ project, down, up }: { project: Hex; down: number; up: number }) {
  const rates = useTransferRates(project)
  const peak = Math.max(LEAST_PEAK, ...rates.down, ...rates.up)
  const path = (samples: readonly number[]) =>
    chartPath(samples, { count: CHART_SECONDS, width: WIDTH, height: HEIGHT, top: TOP, peak })
  const downPath = path(rates.down)
  const told = `down ${rate(down)}, up ${rate(up)}`
  return (
    <section aria-labelledby="throughput-title">
      <h2 id="throughput-title">Throughput</h2>
      <div className="tp" role="img" aria-label={`Throughput, last ${CHART_SECONDS} seconds: ${told}`}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={`M0 ${HEIGHT / 3}H${WIDTH}M0 ${(HEIGHT / 3) * 2}H${WIDTH}`} stroke="var(--line)" />
          <path d={`${downPath}V${HEIGHT}H0Z`} fill="var(--accent)" opacity=".12" />
          <path className="line" d={downPath} stroke="var(--accent)" strokeWidth="1.6" />
          <path
            className="line"
            d={path(rates.up)}
            stroke="var(--text-2)"
            strokeDasharray="2 3"
            strokeWidth="1.4"
          />
        </svg>
        <span className="lab">
          <span className="acc">↓ {rate(down)}</span>
          <span className="t2">↑ {rate(up)}</span>
        </span>
        <span className="ax">
          {CHART_SECONDS} s · peak {rate(peak)}
        </span>
      </div>
    </section>
  )
}
