import type { Project } from '../../../shared/model.ts'
import { useOnline } from '../../store/app.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Tip } from '../../ui/Tip.tsx'
import { OPENERS, openWith } from './open-with.ts'

/** Editor, terminal, folder: to where the work is done. */
export function OpenWithButtons({ project: { repoHash } }: { project: Project }) {
  const online = useOnline()
  return (
    <div className="btngrp" role="group" aria-label="Open clone in">
      {OPENERS.map(({ what, label, key, icon }) => (
        <Tip key={what} text={`${label} (${key})`}>
          <button
            type="button"
            className={`btn ${what === 'editor' ? '' : 'ic'}`}
            aria-label={label}
            disabled={!online}
            onClick={() => void openWith(repoHash, what)}
          >
            <Icon of={icon} />
            {what === 'editor' && <span className="wide">Editor</span>}
          </button>
        </Tip>
      ))}
    </div>
  )
}
