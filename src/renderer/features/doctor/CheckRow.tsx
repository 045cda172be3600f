import { CircleAlert, CircleCheck, CircleMinus, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { Check } from '../../../shared/doctor-model.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Icon } from '../../ui/Icon.tsx'

const LOOKS: Readonly<Record<Check['state'], readonly [LucideIcon, string]>> = {
  ok: [CircleCheck, 'Fine'],
  warning: [TriangleAlert, 'Look at this'],
  failed: [CircleAlert, 'Does not work'],
  unknown: [CircleMinus, 'Nothing to say'],
}

/** One check: what was found, what to do, and commands that do it. */
export function CheckRow({ check: { title, state, text, hint, commands } }: { check: Check }) {
  const [icon, word] = LOOKS[state]
  return (
    <li className={state}>
      <span className="mark">
        <Icon of={icon} />
        <span className="vh">{word}: </span>
      </span>
      <div>
        <h2>{title}</h2>
        <p>{text}</p>
        {hint && <p className="hint">{hint}</p>}
        {commands.map((command) => (
          <div className="field" key={command}>
            <span className="val mono cut t2">{command}</span>
            <CopyButton text={command} what="the command" />
          </div>
        ))}
      </div>
    </li>
  )
}
