import { SPARK, sparkPath } from './spark-path.ts'

/** Rates over time as a small line; decoration, the numbers stand beside it. */
export function Sparkline({ samples, count }: { samples: readonly number[]; count: number }) {
  const line = sparkPath(samples, count)
  return (
    <svg
      className="spark"
      viewBox={`0 0 ${SPARK.width} ${SPARK.height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`${line}V${SPARK.height}H0Z`} fill="var(--accent)" opacity=".13" />
      <path
        {...{
          d: line,
          fill: 'none',
          strokeWidth: 1.4,
          strokeLinejoin: 'round',
          vectorEffect: 'non-scaling-stroke',
        }}
        stroke="var(--accent)"
      />
    </svg>
  )
}
