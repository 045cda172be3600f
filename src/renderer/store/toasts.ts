import type { StateCreator } from 'zustand'

export type ToastTone = 'ok' | 'bad' | 'plain'

export interface Toast {
  readonly id: number
  readonly tone: ToastTone
  readonly text: string
  readonly action?: { readonly label: string; run(): void }
}

/** Short messages in the corner; the newest last. */
export interface ToastSlice {
  readonly toasts: readonly Toast[]
  toast(tone: ToastTone, text: string, action?: Toast['action']): void
  dismiss(id: number): void
}

/** More than this at once is a wall; the oldest makes room. */
const MOST = 3
let lastId = 0

export const createToastSlice: StateCreator<ToastSlice> = (set) => ({
  toasts: [],
  toast: (tone, text, action) =>
    set(({ toasts }) => ({
      toasts: [
        ...toasts.filter((other) => other.text !== text).slice(1 - MOST),
        { id: ++lastId, tone, text, ...(action && { action }) },
      ],
    })),
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
})
