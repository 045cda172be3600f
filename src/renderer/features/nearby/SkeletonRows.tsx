import { useEffect, useState } from 'react'

/** Sooner than this a flash of grey would be worse than nothing. */
const PATIENCE = 150
const WIDTHS = [46, 62, 38, 54, 44] as const

/** Rows of final height while the first snapshot is on its way. */
export function SkeletonRows() {
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return <div className="scroll" />
  return (
    <div className="scroll" aria-busy="true">
      <p className="vh">Looking for projects…</p>
      <div className="list skel" aria-hidden="true">
        {WIDTHS.map((width) => (
          <div className="famwrap" key={width}>
            <div className="fam">
              <i className="sq" />
              <div>
                <i style={{ width: `${width}%` }} />
                <i style={{ width: `${width * 0.7}%` }} />
              </div>
              <i style={{ width: '80px' }} />
              <i className="size" />
              <span />
            </div>
          </div>
        ))}
      </div>
    </div>
  )
}
