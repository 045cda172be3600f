import type { LucideIcon } from 'lucide-react'

/** A Lucide icon in the design's sizes; always decoration, the words beside it speak. */
export function Icon({ of: Glyph, size = '' }: { of: LucideIcon; size?: '' | 'xs' | 's' | 'l' }) {
  return <Glyph className={`i ${size}`} aria-hidden="true" focusable="false" />
}
