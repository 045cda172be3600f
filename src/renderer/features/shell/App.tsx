import { Tooltip } from 'radix-ui'
import { useEffect } from 'react'
import { useApp } from '../../store/app.ts'
import { Toasts } from '../../ui/Toasts.tsx'
import { ActivityScreen } from '../activity/ActivityScreen.tsx'
import { DoctorScreen } from '../doctor/DoctorScreen.tsx'
import { NearbyScreen } from '../nearby/NearbyScreen.tsx'
import { ProjectScreen } from '../projects/ProjectScreen.tsx'
import { SettingsScreen } from '../settings/SettingsScreen.tsx'
import { Dialogs } from './Dialogs.tsx'
import { DropZone } from './DropZone.tsx'
import { Sidebar } from './Sidebar.tsx'
import { useShortcuts } from './useShortcuts.ts'

/** The whole window. */
export function App() {
  useShortcuts()
  useTheme()
  return (
    <Tooltip.Provider delayDuration={500}>
      <div className="app">
        <Sidebar />
        <Screen />
      </div>
      <Dialogs />
      <DropZone />
      <Toasts />
    </Tooltip.Provider>
  )
}

function Screen() {
  const view = useApp((app) => app.view)
  switch (view.name) {
    case 'nearby':
      return <NearbyScreen />
    case 'activity':
      return <ActivityScreen />
    case 'settings':
      return <SettingsScreen />
    case 'doctor':
      return <DoctorScreen />
    case 'project':
      return <ProjectScreen key={view.repoHash} repoHash={view.repoHash} tab={view.tab ?? 'commits'} />
  }
}

/** data-theme on <html> outdoes the desktop's; without it the desktop decides. */
function useTheme() {
  const theme = useApp((app) => app.theme)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
