import type { Migration } from './index.ts'

/** Nodes before 0.3 named no format; all that they wrote is read as it is, so the number alone is new. */
export const firstNumber: Migration = { to: 1, run: async () => undefined }
