const PAUSE = 50

/** Looks again and again until it is so; fails the test with `what` after `ms`. */
export async function until(what: string, look: () => Promise<boolean>, ms = 30_000): Promise<void> {
  for (const end = Date.now() + ms; !(await look()); await new Promise((done) => setTimeout(done, PAUSE))) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
  }
}
