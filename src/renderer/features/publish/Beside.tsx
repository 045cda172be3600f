import { GitFork } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import type { Hex, Inspection, SameProject } from '../../../shared/model.ts'
import { Callout } from '../../ui/Callout.tsx'
import { shown } from '../../../shared/text.ts'
import { OpenProject } from './OpenProject.tsx'

/** Projects beside which a folder can be published: all but those that were joined into another folder. */
export const besides = ({ path, sameProjects }: Inspection): readonly SameProject[] =>
  sameProjects.filter((project) => project.path === null || project.path === path)

interface BesideProps {
  readonly inspection: Inspection
  /** The project that was chosen; null for a project of its own. */
  readonly chosen: Hex | null
  onChoose(repoHash: Hex | null): void
  onClose(): void
}

const ALONE = 'alone'

/** Somebody shares the same project already: beside that, so that everybody gets the commits, or apart from it. */
export function Beside({ inspection, chosen, onChoose, onClose }: BesideProps) {
  const offered = besides(inspection)
  const [elsewhere] = inspection.sameProjects.filter((project) => !offered.includes(project))
  return (
    <>
      {elsewhere && <JoinedElsewhere project={elsewhere} onClose={onClose} />}
      {offered.length > 0 && (
        <div>
          <span className="lbl" id="beside-label">
            {offered.length === 1
              ? 'This project is shared here already'
              : 'These begin with the same commits'}
          </span>
          <RadioGroup.Root
            className="choices"
            aria-labelledby="beside-label"
            value={chosen ?? ALONE}
            onValueChange={(value) => onChoose(value === ALONE ? null : value)}
          >
            {offered.map((project) => (
              <Choice
                key={project.repoHash}
                value={project.repoHash}
                label={`Beside ${shown(project.name, 60)} of ${shown(project.publisher.name, 30)}`}
                why={
                  project.path === null
                    ? 'Everybody who has it gets your commits, and you get theirs. Only what is new is made and moved; your files and branches stay as they are.'
                    : 'This folder is your clone of it. Everybody who has it gets your commits.'
                }
              />
            ))}
            <Choice
              value={ALONE}
              label="As a project of its own"
              why="People join it separately, and download all of it again."
            />
          </RadioGroup.Root>
        </div>
      )}
    </>
  )
}

function Choice({ value, label, why }: { value: string; label: string; why: string }) {
  return (
    <RadioGroup.Item className="choice" value={value} aria-label={label} aria-describedby={`why-${value}`}>
      <span className="radio" aria-hidden="true" />
      <span>
        <b className="fw6">{label}</b>
        <span className="t2" id={`why-${value}`}>
          {why}
        </span>
      </span>
    </RadioGroup.Item>
  )
}

function JoinedElsewhere({ project, onClose }: { project: SameProject; onClose(): void }) {
  const name = shown(project.name, 60)
  return (
    <Callout icon={GitFork} title={`You have joined ${name}, which begins with the same commits`}>
      <p className="why">
        Your clone of it is in {project.path}. To give your commits to everybody who has it, publish your
        heads there.
      </p>
      <OpenProject repoHash={project.repoHash} name={name} onClose={onClose} />
    </Callout>
  )
}
