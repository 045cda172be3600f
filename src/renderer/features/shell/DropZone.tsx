import { FolderUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { pathOf } from '../../port.ts'
import { store } from '../../store/app.ts'
import { Icon } from '../../ui/Icon.tsx'
import { showOpening } from './show-opening.ts'

const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false

/** Says what happens while something is dragged over the window: a folder is published, a .gittorrent file joined. */
export function DropZone() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    // Between two elements the pointer leaves the one, and is in the window all the same.
    const onLeave = (event: DragEvent) => event.relatedTarget === null && setOver(false)
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file) takeDropped(file)
    }
    window.addEventListener('dragenter', onDrag)
    window.addEventListener('dragover', onDrag)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onDrag)
      window.removeEventListener('dragover', onDrag)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop-zone" role="status">
      <Icon of={FolderUp} />
      <strong>Drop a folder to publish it, or a .gittorrent file to join it</strong>
      <span>Nothing is shared before you press Publish.</span>
    </div>
  )
}

function takeDropped(file: File): void {
  const path = pathOf(file)
  const isTorrent = file.name.toLowerCase().endsWith('.gittorrent')
  if (path === null)
    store.getState().toast('plain', `A browser doesn’t tell where ${file.name} lies. Type its path here.`)
  showOpening(isTorrent ? { join: path } : { publish: path })
}
