import { access } from 'node:fs/promises'

/** Whether something is at a path that this process may look at. */
export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
