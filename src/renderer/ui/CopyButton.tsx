import { Copy } from 'lucide-react'
import { copy } from '../store/app.ts'
import { IconButton } from './Button.tsx'

/**
 * Copies text.
 * @param text what goes on the clipboard
 * @param what how it is called: "the path"
 */
export function CopyButton({ text, what }: { text: string; what: string }) {
  return <IconButton icon={Copy} label={`Copy ${what}`} onClick={() => void copy(text, what)} />
}
