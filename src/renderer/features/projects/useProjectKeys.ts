import { useEffect, useRef } from 'react'
import type { Hex, OpenWith } from '../../../shared/model.ts'
import { copy, go, store } from '../../store/app.ts'
import type { ProjectTab } from '../../../shared/view.ts'
import { togglePublishing } from '../heads/PublishToggle.tsx'
import { hasClone, openWith } from './open-with.ts'
import { isTyping } from '../shell/useShortcuts.ts'

/** Time in which a letter after G counts. */
const CHORD_MS = 1500
const TABS: Readonly<Record<string, ProjectTab>> = {
  ...{ c: 'commits', p: 'people', s: 'swarm', f: 'files' },
}

const OPEN_WITH: Readonly<Record<string, OpenWith>> = { e: 'editor', t: 'terminal', d: 'folder' }

/** Keys that hold on every part of a project's page: G then C, P, S or F, ⇧P, C for the link, and E, T, D to open the clone. */
export function useProjectKeys(repoHash: Hex) {
  const began = useRef(0)
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys, state } = store.getState()
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const project = state?.projects[repoHash]
      if (!singleKeys || !project || isTyping(event.target)) return
      if ((event.target as HTMLElement).closest('[role=menu]')) return
      const key = event.key.toLowerCase()
      const tab = event.timeStamp - began.current < CHORD_MS && !event.shiftKey ? TABS[key] : undefined
      began.current = key === 'g' ? event.timeStamp : -CHORD_MS
      if (tab) go({ name: 'project', repoHash, tab })
      else if (key === 'p' && event.shiftKey && project.workingTree) togglePublishing(project)
      else if (OPEN_WITH[key] && !event.shiftKey && hasClone(project)) void openWith(repoHash, OPEN_WITH[key])
      else if (key === 'c' && !event.shiftKey && project.link) void copy(project.link, 'the link')
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [repoHash])
}
