import { GitCommitHorizontal, TriangleAlert } from 'lucide-react'
import { useCallback, useMemo, useRef } from 'react'
import type { Hex, NodeView, Project } from '../../../shared/model.ts'
import { store, useApp } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { sentences } from '../../../shared/text.ts'
import { merge } from '../people/actions.ts'
import { mergeOf, newsOf } from '../people/news.ts'
import { NewsBanner } from '../people/NewsBanner.tsx'
import { CommitList } from './CommitList.tsx'
import { CommitPanel } from './CommitPanel.tsx'
import { LooseCommit } from './LooseCommit.tsx'
import { ROW_HEIGHT } from './visible.ts'
import { useCommitKeys } from './useCommitKeys.ts'
import { useHistory } from './useHistory.ts'
import { peopleIn } from './who.ts'
import './commits.css'

/** Everybody's commits in one graph, and the selected one beside it. */
export function CommitsTab({ project, node }: { project: Project; node: NodeView }) {
  const { repoHash, remotes, workingTree } = project
  const { history, error, loadMore, retry } = useHistory(project, node.peerId)
  const chosen = useApp((app) => app.chosenCommits[repoHash])
  const setChosen = useCallback((sha: Hex | null) => store.getState().chooseCommit(repoHash, sha), [repoHash])
  const list = useRef<HTMLDivElement>(null)
  const diffLook = useApp((app) => app.diffLook)
  const rows = history?.rows ?? []
  const selected = chosen === undefined ? (rows[0]?.commit.sha ?? null) : chosen
  const at = selected === null ? -1 : rows.findIndex(({ commit }) => commit.sha === selected)
  const row = rows[at]
  /** Chosen elsewhere, and older than what is listed. */
  const loose = history && !row ? selected : null
  const names = JSON.stringify(remotes.map(({ peerId, name }) => [peerId, name]))
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the project is another object with every block that arrives
  const people = useMemo(() => peopleIn(project, node), [names, node.peerId, node.name])
  const target = mergeOf(project, newsOf(project), selected)

  useCommitKeys({
    ...{ rows, at },
    page: () => Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1),
    select: (next) => setChosen(next?.commit.sha ?? null),
    focusList: () => list.current?.focus(),
    merge: target ? () => void merge(repoHash, target.person, target.branch) : undefined,
  })

  return (
    <>
      <NewsBanner project={project} />
      {error && (
        <Callout icon={TriangleAlert} tone="bad" title={sentences(error.message)}>
          <p className="why">{sentences(error.action)}</p>
          <div className="row">
            <Button small onClick={retry}>
              Try again
            </Button>
          </div>
        </Callout>
      )}
      {history && rows.length === 0 && (
        <EmptyState title="No commits yet" text="They show here as soon as somebody commits." />
      )}
      <div className={`split ${row || loose ? `open ${diffLook}` : ''}`}>
        {history && rows.length > 0 ? (
          <CommitList
            {...{ history, people, selected, at }}
            listRef={list}
            dirty={workingTree?.dirty ?? false}
            onSelect={setChosen}
            onEnd={loadMore}
          />
        ) : (
          !history && !error && <Waiting />
        )}
        {row && (
          <CommitPanel
            {...{ project, people }}
            commit={row.commit}
            owner={row.owner}
            badges={history?.badges.get(row.commit.sha) ?? []}
            onClose={() => setChosen(null)}
          />
        )}
        {loose && <LooseCommit {...{ project, people }} sha={loose} onClose={() => setChosen(null)} />}
      </div>
    </>
  )
}

/** Rows to come; seen only when they take longer than a moment. */
const Waiting = () => (
  <div className="clist waiting" aria-busy="true">
    <span className="vh" role="status">
      Loading commits
    </span>
    {Array.from({ length: 12 }, (_, index) => (
      <div key={index} className="c-wait">
        <Icon of={GitCommitHorizontal} size="s" />
        <i />
      </div>
    ))}
  </div>
)
