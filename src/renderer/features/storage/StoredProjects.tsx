import { bytes } from '../../../shared/format.ts'
import type { StoredProject } from '../../../shared/storage-model.ts'
import { plural, shown } from '../../../shared/text.ts'
import { useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Tile } from '../../ui/Tile.tsx'

/** Projects that are listed; beyond them the smallest are left out. */
const MAX_LISTED = 12

interface StoredProjectsProps {
  readonly projects: readonly StoredProject[]
  /** Asks about freeing what is kept of one. */
  onFree(repoHash: string): void
}

/** What takes most comes first. */
export function StoredProjects({ projects, onFree }: StoredProjectsProps) {
  const online = useOnline()
  const taking = projects.filter((project) => project.bytes > 0)
  const listed = taking.slice(0, MAX_LISTED)
  if (listed.length === 0) return null
  return (
    <>
      <ul className="stored" aria-label="Kept for others, by project">
        {listed.map((project) => (
          <li key={project.repoHash}>
            <Tile repoHash={project.repoHash} size={20} />
            <span className="name">{shown(project.name, 60)}</span>
            <span className="t2 num">{bytes(project.bytes)}</span>
            <span className="t3 why">{whoHasIt(project)}</span>
            {project.freeable > 0 && (
              <Button
                small
                disabled={!online}
                aria-label={`Free what is kept of ${shown(project.name, 60)}…`}
                onClick={() => onFree(project.repoHash)}
              >
                Free…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {taking.length > listed.length && (
        <p className="t3 meta">{plural(taking.length - listed.length, 'smaller project')} not shown.</p>
      )}
    </>
  )
}

function whoHasIt({ own, freeable, others }: StoredProject): string {
  if (freeable === 0) return own ? 'published by you: it stays' : 'in use now'
  return others === 0
    ? 'nobody else here has it'
    : `${plural(others, 'other')} here ${others === 1 ? 'has' : 'have'} it`
}
