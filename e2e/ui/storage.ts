import type { StorageView, StoredProject } from '../../src/shared/storage-model.ts'

const stored = (name: string, digit: string, bytes: number, others: number, own = false): StoredProject => ({
  ...{ repoHash: digit.repeat(40), name, bytes, shared: 0, freeable: own ? 0 : bytes, others, own },
})

/** What a laptop keeps for others after a weekend. */
export const STORAGE: StorageView = {
  ...{ quota: 20e9, used: 3.17e9, shared: 1.4e9 },
  projects: [
    stored('game-engine', '5', 2.1e9, 4),
    stored('plasma-sim', '9', 612e6, 0),
    stored('tidepool', 'c', 458e6, 0, true),
  ],
}
