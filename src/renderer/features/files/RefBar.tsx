import { History } from 'lucide-react'
import type { Project } from '../../../shared/model.ts'
import { branchName } from '../../../shared/text.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { showCommit } from '../commits/show-commit.ts'
import { RefMenu } from './RefMenu.tsx'
import type { RefChoice, RefGroup } from './refs.ts'

interface RefBarProps {
  readonly project: Project
  readonly groups: readonly RefGroup[]
  readonly choice: RefChoice
}

/** Whose files are shown, and that showing them changes nothing. */
export function RefBar({ project: { repoHash, workingTree }, groups, choice }: RefBarProps) {
  const { branch = null, head = null, dirty = false } = workingTree ?? {}
  const yours = branch === null ? 'HEAD' : branchName(branch)
  return (
    <div className="fbar">
      <RefMenu {...{ repoHash, groups, choice }} />
      <span className="mono t3">{choice.sha.slice(0, 7)}</span>
      <span className="meta t3 hide-sm cut">
        {choice.head ? (
          dirty ? (
            'As you last committed them: uncommitted changes are not in it.'
          ) : (
            'As you last committed them.'
          )
        ) : (
          <>
            Preview only. Your folder stays on <span className="mono t2">{yours}</span>.
          </>
        )}
      </span>
      <span className="sp" />
      {head !== null && choice.sha !== head && (
        <span className="meta t3 legend">
          <span className="chg">M</span> differs from your {yours}
          <span className="hide-sm">
            <span className="chg">A</span> only here
          </span>
        </span>
      )}
      <Button small onClick={() => showCommit(repoHash, choice.sha)}>
        <Icon of={History} size="s" />
        History
      </Button>
    </div>
  )
}
