import { useState, type FormEvent } from 'react'
import { AppError } from '../../../shared/errors.ts'
import { session, store, useOnline } from '../../store/app.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DismissButton } from '../../ui/DismissButton.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { sentences } from '../../../shared/text.ts'

const TEXTS = {
  export: {
    title: 'Export your key',
    what: 'Whoever has this file can publish in your name. With a passphrase it is of no use to who finds it.',
    file: 'New file',
    phrase: 'Passphrase (optional)',
    act: 'Export',
  },
  import: {
    title: 'Import a key',
    what: 'You become the person of that key at the next start. Your key of now is kept beside it; what you publish under it can’t be continued meanwhile.',
    file: 'File of an exported key',
    phrase: 'Its passphrase, if it has one',
    act: 'Import',
  },
} as const

/** The key moves to another computer, or comes from one. */
export function KeyDialog({ way, onClose }: { way: 'export' | 'import'; onClose(): void }) {
  const [path, setPath] = useState('')
  const [passphrase, setPassphrase] = useState('')
  const [error, setError] = useState<AppError | null>(null)
  const [busy, setBusy] = useState(false)
  const online = useOnline()
  const texts = TEXTS[way]
  const ready = path.trim() !== '' && online && !busy

  const act = async (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    setBusy(true)
    setError(null)
    const input = { path: path.trim(), ...(passphrase !== '' && { passphrase }) }
    try {
      const told =
        way === 'export'
          ? `Your key is in ${(await session.call('exportIdentity', input)).path}`
          : `From the next start on you are ${(await session.call('importIdentity', input)).words}`
      onClose()
      store.getState().toast('ok', told)
    } catch (thrown) {
      setError(AppError.of(thrown))
      setBusy(false)
    }
  }

  return (
    <Dialog
      title={texts.title}
      className="small"
      onClose={onClose}
      footer={
        <>
          <span className="sp" />
          <DismissButton onClick={onClose}>Cancel</DismissButton>
          <Button look="pri" type="submit" form="key-form" disabled={!ready}>
            {texts.act}
            <Kbd keys="Enter" />
          </Button>
        </>
      }
    >
      <form id="key-form" className="form" onSubmit={(event) => void act(event)}>
        <p className="t2">{texts.what}</p>
        <div>
          <label className="lbl" htmlFor="key-file">
            {texts.file}
          </label>
          <div className={`field ${error ? 'err' : ''}`}>
            <input
              id="key-file"
              className="mono"
              autoFocus
              autoComplete="off"
              spellCheck={false}
              placeholder="~/gittorrent-key.pem"
              value={path}
              aria-invalid={error !== null}
              aria-describedby={error ? 'key-error' : undefined}
              onChange={(event) => setPath(event.target.value)}
            />
          </div>
        </div>
        <div>
          <label className="lbl" htmlFor="key-phrase">
            {texts.phrase}
          </label>
          <div className="field">
            <input
              id="key-phrase"
              type="password"
              autoComplete="new-password"
              maxLength={1000}
              value={passphrase}
              onChange={(event) => setPassphrase(event.target.value)}
            />
          </div>
        </div>
        {error && (
          <p id="key-error" className="bad meta" role="alert">
            {sentences(error.message, error.action)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
