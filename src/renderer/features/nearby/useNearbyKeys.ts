import { useEffect } from 'react'
import { store } from '../../store/app.ts'
import { isTyping } from '../shell/useShortcuts.ts'
import { copyLink, lookInto, runPrimary } from './actions.ts'
import type { Family } from './families.ts'
import { rowId } from './FamilyRow.tsx'

export const FILTER_ID = 'filter-projects'

const field = () => document.getElementById(FILTER_ID)

/** The keyboard of Nearby: J K or arrows move, Enter acts, Space looks into, → and ← unfold and fold, / filters, C copies, Esc goes back. */
export function useNearbyKeys(families: readonly Family[]) {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { dialog, singleKeys } = store.getState()
      if (dialog || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const target = event.target as HTMLElement
      const run =
        target.id === FILTER_ID
          ? inFilter(event.key, families)
          : isTyping(target)
            ? undefined
            : onPage(event, families)
      if (!run || (/^[a-z/]$/i.test(event.key) && !singleKeys)) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [families])
}

function inFilter(key: string, families: readonly Family[]): (() => void) | undefined {
  const { arrange, arrangement } = store.getState()
  if (key === 'Escape') return () => (arrangement.filter ? arrange({ filter: '' }) : field()?.blur())
  if (key === 'Enter' || key === 'ArrowDown') return () => moveTo(families[0])
  return undefined
}

function onPage(event: KeyboardEvent, families: readonly Family[]): (() => void) | undefined {
  const { selected, expanded, expand, arrange, arrangement, select } = store.getState()
  const target = event.target as HTMLElement
  const at = families.findIndex((family) => family.members.some((member) => member.repoHash === selected))
  const family = families[at]
  const inGrid = target === document.body || target.closest('[role=treegrid]') !== null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  switch (key) {
    case '/':
      return () => field()?.focus()
    case 'j':
      return () => moveTo(families[Math.min(at + 1, families.length - 1)])
    case 'k':
      return () => moveTo(families[Math.max(at - 1, 0)])
    case 'ArrowDown':
      return inGrid ? () => moveTo(families[Math.min(at + 1, families.length - 1)]) : undefined
    case 'ArrowUp':
      return inGrid ? () => moveTo(families[Math.max(at - 1, 0)]) : undefined
    case 'Home':
      return inGrid ? () => moveTo(families[0]) : undefined
    case 'End':
      return inGrid ? () => moveTo(families.at(-1)) : undefined
    case 'Escape':
      if (family && expanded[family.root.repoHash]) return () => expand(family.root.repoHash, false)
      return arrangement.filter ? () => arrange({ filter: '' }) : () => select(null)
  }
  if (!family) return undefined
  switch (key) {
    case 'ArrowRight':
      return inGrid ? () => expand(family.root.repoHash, true) : undefined
    case 'ArrowLeft':
      return inGrid ? () => expand(family.root.repoHash, false) : undefined
    case 'Enter':
      return target === document.body || target.role === 'row' ? () => runPrimary(family) : undefined
    case ' ':
      return target === document.body || target.role === 'row' ? () => lookInto(family) : undefined
    case 'c':
      return () => copyLink(family)
  }
  return undefined
}

function moveTo(family: Family | undefined) {
  if (!family) return
  store.getState().select(family.root.repoHash)
  const row = document.getElementById(rowId(family))
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}
