import type { Project } from '../../../shared/model.ts'
import { percent } from '../../../shared/format.ts'
import { Progress } from '../../ui/Progress.tsx'
import { shown } from '../../../shared/text.ts'

/** The files are there before the history is: says so, and how far the history is. */
export function WorkNow({ project }: { project: Project }) {
  const done = percent(project.progress)
  return (
    <div className="banner work-now">
      <b className="fw6" role="status">
        You can work now
      </b>
      <span className="num">history {done}%</span>
      <Progress label={`History of ${shown(project.name, 60)}`} value={done} />
      <span className="sp" />
      <span className="meta t2 hide-sm">Blame, describe and old merges wait for it; commits are safe</span>
    </div>
  )
}
