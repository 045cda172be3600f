import { Check, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { store, useApp } from '../store/app.ts'
import type { Toast } from '../store/toasts.ts'
import { Button, IconButton } from './Button.tsx'
import { Icon } from './Icon.tsx'

const PLAIN_MS = 6_000
/** Time to reach for a button, or to read what went wrong. */
const LONG_MS = 12_000
const ICONS = { ok: Check, bad: TriangleAlert, plain: Info } as const

/** The corner for short messages: one polite live region that is always there. */
export function Toasts() {
  const toasts = useApp((app) => app.toasts)
  return (
    <div className="toasts" role="status" aria-live="polite" aria-label="Notification">
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  const { dismiss } = store.getState()
  const { id, tone, text, action } = toast
  const stays = action || tone === 'bad' ? LONG_MS : PLAIN_MS
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(id), stays)
    return () => clearTimeout(timer)
  }, [held, dismiss, id, stays])
  const hold = { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) }
  return (
    <div className={`toast ${tone}`} {...hold} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <Icon of={ICONS[tone]} />
      <span>{text}</span>
      {action && (
        <Button
          small
          onClick={() => {
            action.run()
            dismiss(id)
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton icon={X} label="Dismiss" onClick={() => dismiss(id)} />
    </div>
  )
}
