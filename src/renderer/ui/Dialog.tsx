import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { focusOwner } from './focus-owner.ts'
import { Icon } from './Icon.tsx'

interface DialogProps {
  readonly title: string
  readonly className?: string
  readonly role?: 'dialog' | 'alertdialog'
  /** Without it the dialog stays until it is answered. */
  readonly onClose?: () => void
  /** Keys that hold wherever focus is in it. */
  readonly onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined
  readonly footer?: ReactNode
  readonly children: ReactNode
}

/** Where no field asks for focus, the dialog itself takes it: the Close button first would be a strange greeting. */
const focusContent = (event: Event) => {
  event.preventDefault()
  ;(event.currentTarget as HTMLElement).focus()
}

/**
 * A modal dialog: traps focus, closes on Esc, returns focus. A click beside it does nothing, so that typing is not lost.
 * Radix' overlay is left out on purpose: its scroll lock writes a <style> element, which our content policy forbids.
 */
export function Dialog(props: DialogProps) {
  const { title, className = '', role = 'dialog', onClose, onKeyDown, footer, children } = props
  const [opener] = useState(focusOwner)
  const returnFocus = (event: Event) => {
    event.preventDefault()
    opener?.focus()
  }
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose?.()}>
      <Primitive.Portal>
        <div className="scrim">
          <Primitive.Content
            className={`dialog ${className}`}
            role={role}
            aria-modal="true"
            aria-describedby={undefined}
            onKeyDown={onKeyDown}
            onOpenAutoFocus={focusContent}
            onCloseAutoFocus={returnFocus}
            onPointerDownOutside={(event) => event.preventDefault()}
            onEscapeKeyDown={(event) => !onClose && event.preventDefault()}
          >
            <header>
              <Primitive.Title>{title}</Primitive.Title>
              <span className="sp" />
              {onClose && (
                // Without a tip: Esc would close the tip first.
                <button type="button" className="btn ghost ic sm" aria-label="Close" onClick={onClose}>
                  <Icon of={X} size="s" />
                </button>
              )}
            </header>
            {children}
            {footer && <footer>{footer}</footer>}
          </Primitive.Content>
        </div>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
