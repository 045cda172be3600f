import { Check } from 'lucide-react'
import { Checkbox } from 'radix-ui'
import type { Inspection } from '../../../shared/model.ts'
import { useSelfId } from '../../store/app.ts'
import { useNow } from '../../ui/clock.ts'
import { age } from '../../../shared/format.ts'
import { Icon } from '../../ui/Icon.tsx'
import { RefBadge } from '../../ui/RefBadge.tsx'
import { branchName, plural, shown } from '../../../shared/text.ts'

type Branch = Inspection['branches'][number]

interface BranchesProps {
  readonly inspection: Inspection
  readonly ticked: ReadonlySet<string>
  onTick(branch: string, on: boolean): void
}

/** Which branches others get. */
export function Branches({ inspection, ticked, onTick }: BranchesProps) {
  const self = useSelfId()
  const now = useNow()
  const head = inspection.branches.find((branch) => branch.isHead)
  return (
    <div>
      <span className="lbl" id="branches-label">
        Branches others get
      </span>
      <ul className="brs" aria-labelledby="branches-label">
        {inspection.branches.map((branch) => {
          const on = ticked.has(branch.name)
          const name = branchName(branch.name)
          return (
            <li key={branch.name} className={on ? '' : 'no'}>
              <Checkbox.Root
                className="check"
                checked={on}
                aria-label={`Publish ${name}`}
                onCheckedChange={(checked) => onTick(branch.name, checked === true)}
              >
                <Checkbox.Indicator asChild>
                  <Icon of={Check} size="xs" />
                </Checkbox.Indicator>
              </Checkbox.Root>
              <RefBadge name={name} peerId={on ? (self ?? undefined) : undefined} />
              <span className="t2 cut">{describe(branch, head)}</span>
              <span className="t3 num">{age(branch.time, now)}</span>
            </li>
          )
        })}
      </ul>
      <p className="hint">New branches stay private until you tick them here.</p>
    </div>
  )
}

function describe(branch: Branch, head: Branch | undefined): string {
  if (branch.isHead || !head) return shown(branch.subject)
  return branch.beyondHead > 0
    ? `${plural(branch.beyondHead, 'commit')} beyond ${branchName(head.name)}`
    : `Nothing beyond ${branchName(head.name)}`
}
