interface SkeletonProps {
  /** What is on its way, for who doesn't see it: "Loading activity". */
  readonly label: string
  readonly rows: number
  /** Of a row as it will be, in pixels. */
  readonly height: number
}

/** Rows to come, as high as they will be; seen only when they take longer than a moment. */
export const Skeleton = ({ label, rows, height }: SkeletonProps) => (
  <div className="rows-to-come" aria-busy="true">
    <span className="vh" role="status">
      {label}
    </span>
    {Array.from({ length: rows }, (_, index) => (
      <div key={index} style={{ height }} aria-hidden="true">
        <i />
      </div>
    ))}
  </div>
)
