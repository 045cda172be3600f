import { RefreshCw, TriangleAlert } from 'lucide-react'
import { hrefOf } from '../../../shared/view.ts'
import { plural, sentences } from '../../../shared/text.ts'
import { useOnline } from '../../store/app.ts'
import { useAnswer, type Asked } from '../../store/useAnswer.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Sheet } from '../shell/Sheet.tsx'
import { CheckRow } from './CheckRow.tsx'
import './doctor.css'

/** What works on this network, and what to do about the rest. */
export function DoctorScreen() {
  const online = useOnline()
  const examination = useAnswer('doctor', {})
  const { answer: diagnosis, looking, error, askAgain } = examination
  return (
    <Sheet label="Doctor" hints={<span>The same in a terminal: gittorrent doctor</span>}>
      <header className="head loose">
        <h1>What works on this network</h1>
        <span className="sp" />
        <span className="meta t3" role="status">
          {summary(examination)}
        </span>
        <Button small disabled={!online || looking} onClick={askAgain}>
          <Icon of={RefreshCw} size="s" />
          Check again
        </Button>
      </header>
      <div className="scroll">
        <div className="doctor">
          {error && (
            <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
              <p>{sentences(error.action)}</p>
            </Callout>
          )}
          {!diagnosis && !error && <Skeleton label="Looking at the network" rows={8} height={58} />}
          {diagnosis && (
            <ul className="checks" aria-label="Checks" aria-busy={looking}>
              {diagnosis.checks.map((check) => (
                <CheckRow key={check.id} check={check} />
              ))}
            </ul>
          )}
          <p className="t3 meta">
            Interface, port and trackers are in <a href={hrefOf({ name: 'settings' })}>Settings</a>.
          </p>
        </div>
      </div>
    </Sheet>
  )
}

function summary({ answer: diagnosis, looking }: Asked<'doctor'>): string {
  if (looking) return 'Looking…'
  const bad = diagnosis?.checks.filter(({ state }) => state === 'failed' || state === 'warning').length ?? 0
  if (!diagnosis) return ''
  return bad === 0 ? 'All is well' : `${plural(bad, 'thing')} to look at`
}
