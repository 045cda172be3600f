import { File } from 'lucide-react'
import { Icon } from '../../ui/Icon.tsx'

/** Rows to come; seen only when they take longer than a moment. */
export const Waiting = () => (
  <div className="fsplit waiting" aria-busy="true">
    <div className="ftree">
      <span className="vh" role="status">
        Loading files
      </span>
      {Array.from({ length: 12 }, (_, index) => (
        <div key={index} className="fwait">
          <Icon of={File} size="s" />
          <i />
        </div>
      ))}
    </div>
    <div className="doc" />
  </div>
)
