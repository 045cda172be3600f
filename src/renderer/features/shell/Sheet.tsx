import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { session, useApp } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { sentences } from '../../../shared/text.ts'
import { useTitle } from './useTitle.ts'

/** The main area: a screen, its hints, and above it the banner for when the node is gone. */
export function Sheet({ label, hints, children }: { label: string; hints: ReactNode; children: ReactNode }) {
  useTitle(label)
  return (
    <main className="sheet" aria-label={label}>
      <LostBanner />
      {children}
      <footer className="hints">{hints}</footer>
    </main>
  )
}

function LostBanner() {
  const { status, error } = useApp((app) => app.connection)
  const known = useApp((app) => app.state !== null)
  if (status !== 'lost' || !error) return null
  const closed = error.code === 'PERMISSION'
  return (
    <div className="banner lost" role="alert">
      <Icon of={CloudOff} />
      <span className="grow">
        <b className="fw6">{known ? 'The node stopped answering.' : sentences(error.message)}</b>{' '}
        {closed
          ? sentences(error.action)
          : 'We keep trying. Your clones are untouched and still work; nothing you typed is lost.'}
      </span>
      {!closed && (
        <Button small onClick={session.retryNow}>
          Try now
        </Button>
      )}
    </div>
  )
}
