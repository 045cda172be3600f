/** What the helper says on stderr, in git's manner. */
import type { Transfer } from '../../../shared/model.ts'
import { bytes, percent, rate } from '../../../shared/format.ts'

export interface Say {
  /** What is done now; each once. */
  line(text: string): void
  progress(phase: string, fraction: number, transfer: Transfer): void
  warn(text: string): void
  /** Ends a line that was being written over. */
  end(): void
}

/**
 * @param write    to stderr
 * @param progress null: only what changes seldom, for logs
 * @param quiet    warnings alone
 */
export function createSay(
  write: (text: string) => void,
  { progress, quiet }: { readonly progress: boolean | null; readonly quiet: boolean },
): Say {
  let last = ''
  let open = 0
  const end = () => {
    if (open > 0) write('\n')
    open = 0
  }
  const line = (text: string) => {
    if (quiet || text === last) return
    end()
    last = text
    write(`gittorrent: ${text}\n`)
  }
  return {
    line,
    end,
    warn(text) {
      end()
      write(`gittorrent: warning: ${text}\n`)
    },
    progress(phase, fraction, { downloaded, rateDown }) {
      if (!progress) return line(phase)
      if (quiet) return
      const text = `gittorrent: ${phase}: ${percent(fraction)} %, ${bytes(downloaded)}, ${rate(rateDown)}`
      write(`\r${text}${' '.repeat(Math.max(0, open - text.length))}`)
      open = text.length
    },
  }
}
