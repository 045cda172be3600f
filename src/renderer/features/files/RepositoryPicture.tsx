import { useEffect, useEffectEvent, useState } from 'react'
import type { FileContent } from '../../../shared/files-model.ts'
import { pictureUrl } from './useFile.ts'

interface RepositoryPictureProps {
  readonly path: string
  readonly alt: string
  readonly width: string | undefined
  readonly height: string | undefined
  read(path: string): Promise<FileContent>
}

/** A picture that lies in the repository; what it is called until it came, and where there is none. */
export function RepositoryPicture({ path, alt, width, height, read }: RepositoryPictureProps) {
  const [url, setUrl] = useState<string | null>(null)
  const load = useEffectEvent(async () => {
    const content = await read(path)
    return content.kind === 'picture' ? pictureUrl(content) : null
  })
  useEffect(() => {
    let current = true
    load().then(
      (found) => current && setUrl(found),
      () => {}, // its name stays
    )
    return () => {
      current = false
    }
  }, [path])
  if (url !== null) return <img src={url} {...{ alt, width, height }} />
  return (
    <span className="no-picture" title={path}>
      {alt || 'picture'}
    </span>
  )
}
