import { TriangleAlert } from 'lucide-react'
import { useRef } from 'react'
import type { NodeView, Project } from '../../../shared/model.ts'
import { useApp } from '../../store/app.ts'
import { FILES_START } from '../../store/ui.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { sentences } from '../../../shared/text.ts'
import { headsKey } from '../commits/badges.ts'
import { FileTree } from './FileTree.tsx'
import { FileView, VIEW_ID } from './FileView.tsx'
import { goTo, revealFile } from './place.ts'
import { RefBar } from './RefBar.tsx'
import { chosenRef, refGroups, type RefChoice } from './refs.ts'
import { firstFile, missing, rowsOf } from './rows.ts'
import { ROW } from './TreeItem.tsx'
import { useLastCommits } from './useLastCommits.ts'
import { useTags } from './useTags.ts'
import { useTree } from './useTree.ts'
import { useTreeKeys } from './useTreeKeys.ts'
import { Waiting } from './Waiting.tsx'
import './files.css'

// What the first file needs comes while its folder is being asked for.
void import('./parse-markdown.ts')
void import('./highlight.ts')

/** A project's files at any branch that is known of it. */
export function FilesTab({ project, node }: { project: Project; node: NodeView }) {
  const place = useApp((app) => app.files[project.repoHash]) ?? FILES_START
  const tags = useTags(project.repoHash, headsKey(project))
  const groups = refGroups(project, node.peerId, tags)
  const choice = chosenRef(groups, place.ref)
  if (!choice && node.gitVersion === null) {
    return (
      <Callout icon={TriangleAlert} tone="bad" title="This needs the git program.">
        <p className="why">Install git, then start again. Your files are in the project’s folder as ever.</p>
      </Callout>
    )
  }
  if (!choice) {
    return <EmptyState title="No files yet" text="They show here as soon as somebody has committed one." />
  }
  return (
    <>
      <RefBar project={project} groups={groups} choice={choice} />
      <Files key={choice.ref} project={project} choice={choice} />
    </>
  )
}

function Files({ project, choice }: { project: Project; choice: RefChoice }) {
  const { repoHash, workingTree } = project
  const place = useApp((app) => app.files[repoHash]) ?? FILES_START
  const tree = useRef<HTMLDivElement>(null)
  const open = new Set(place.open)
  const { listings, error, retry } = useTree(repoHash, choice, workingTree?.head ?? '', (found) =>
    missing(rowsOf(found, open), found),
  )
  const rows = rowsOf(listings, open)
  const folders = ['', ...rows.flatMap((row) => (row.kind === 'folder' && row.open ? [row.path] : []))]
  const last = useLastCommits(repoHash, choice, project.state, listings.has('') ? folders : [])
  const root = listings.get('')
  const first = root ? firstFile(root) : null
  const file = place.file ?? first
  const at = rows.findIndex(({ path, kind }) => kind !== 'cut' && path === (place.at || file))

  useTreeKeys({
    ...{ rows, at },
    page: () => Math.max(1, Math.floor((tree.current?.clientHeight ?? 0) / ROW) - 1),
    go: (row) => goTo(repoHash, row),
    unfold: (path, on) => goTo(repoHash, { path, kind: 'folder' }, on),
    enter: () => requestAnimationFrame(() => document.getElementById(VIEW_ID)?.focus()),
    leave: () => tree.current?.focus(),
  })

  return (
    <>
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
      {root && rows.length === 0 && (
        <EmptyState title={`No files at ${choice.label}`} text="Its newest commit has none in it." />
      )}
      {rows.length > 0 && (
        <div className="fsplit">
          <FileTree
            {...{ rows, at, repoHash, last }}
            treeRef={tree}
            label={choice.label}
            busy={missing(rows, listings)}
          />
          {file === null ? (
            <EmptyState title="Choose a file" text="There is none beside the folders here." />
          ) : (
            <FileView
              key={file}
              {...{ repoHash, choice }}
              path={file}
              home={first !== file ? first : null}
              onOpen={(path) => revealFile(repoHash, path)}
            />
          )}
        </div>
      )}
      {!root && !error && <Waiting />}
    </>
  )
}
