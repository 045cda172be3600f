import { createStore } from 'zustand/vanilla'
import { createConnectionSlice, type ConnectionSlice } from './connection.ts'
import { createMirrorSlice, type MirrorSlice } from './mirror.ts'
import { createToastSlice, type ToastSlice } from './toasts.ts'
import { createRateSlice, type RateSlice } from './rates.ts'
import { createUiSlice, type Keep, type UiSlice } from './ui.ts'

export type App = ConnectionSlice & MirrorSlice & UiSlice & ToastSlice & RateSlice

/** The renderer's one store, made of slices that know nothing of one another. */
export const createAppStore = (keep: Keep) =>
  createStore<App>()((...tools) => ({
    ...createConnectionSlice(...tools),
    ...createMirrorSlice(...tools),
    ...createUiSlice(keep)(...tools),
    ...createToastSlice(...tools),
    ...createRateSlice(...tools),
  }))

export type AppStore = ReturnType<typeof createAppStore>
