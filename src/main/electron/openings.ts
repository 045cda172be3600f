import type { Opening } from '../../shared/shell-channel.ts'

export interface Openings {
  /** The newest wish counts: an older one that nobody saw is dropped. */
  want(what: Opening): void
  /** The page runs and listens. */
  ready(): void
  /** It has gone; wishes wait for the next one. */
  gone(): void
}

/** Keeps what the window should show until there is a page that can. @param send to the page */
export function createOpenings(send: (what: Opening) => void): Openings {
  let listening = false
  let wish: Opening | null = null
  const pass = () => {
    if (!listening || !wish) return
    send(wish)
    wish = null
  }
  return {
    want(what) {
      wish = what
      pass()
    },
    ready() {
      listening = true
      pass()
    },
    gone: () => void (listening = false),
  }
}
