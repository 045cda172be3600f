import type { StateCreator } from 'zustand'
import type { AppError } from '../../shared/errors.ts'

export type ConnectionStatus = 'connecting' | 'connected' | 'lost'

/** Whether the node answers. */
export interface ConnectionSlice {
  readonly connection: {
    readonly status: ConnectionStatus
    /** Why it was lost; null while connecting for the first time and while connected. */
    readonly error: AppError | null
  }
  setConnection(status: ConnectionStatus, error?: AppError | null): void
}

export const createConnectionSlice: StateCreator<ConnectionSlice> = (set) => ({
  connection: { status: 'connecting', error: null },
  setConnection: (status, error = null) => set({ connection: { status, error } }),
})
