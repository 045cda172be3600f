import { useEffect } from 'react'
import type { Project, RemotePerson } from '../../../shared/model.ts'
import { store } from '../../store/app.ts'
import { isTyping } from '../shell/useShortcuts.ts'
import { checkOut, merge, setMuted } from './actions.ts'
import { blockedBy } from './forecast.ts'
import { readyHead } from './order.ts'

/** The keyboard of People: J and K go from one to the next, M merges, O checks out, ⇧M mutes. */
export function usePeopleKeys(project: Project, people: readonly RemotePerson[]) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (!singleKeys || isTyping(event.target) || (event.target as HTMLElement).closest('[role=menu]'))
        return
      const run = actionOf(event, project, people)
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [project, people])
}

function actionOf(
  event: KeyboardEvent,
  project: Project,
  people: readonly RemotePerson[],
): (() => void) | undefined {
  const blocks = [...document.querySelectorAll<HTMLElement>('[data-person]')]
  const at = blocks.findIndex((block) => block.contains(document.activeElement))
  const remote = people[at]
  const { repoHash, workingTree } = project
  switch (event.key.toLowerCase()) {
    case 'j':
      return () => blocks[Math.min(at + 1, blocks.length - 1)]?.focus()
    case 'k':
      return () => blocks[Math.max(at - 1, 0)]?.focus()
    case 'm': {
      if (remote && event.shiftKey) return () => void setMuted(repoHash, remote, !remote.muted)
      const from = remote ?? people.find((each) => readyHead(each, workingTree))
      const head = from && readyHead(from, workingTree)
      return head ? () => void merge(repoHash, from.person, head.name) : undefined
    }
    case 'o': {
      const head = remote?.refs[0]
      if (!remote || !head || remote.muted || blockedBy(workingTree) !== '') return undefined
      return () => void checkOut(repoHash, remote.person, head.name)
    }
  }
  return undefined
}
