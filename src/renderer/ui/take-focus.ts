/** As the `ref` of what keys go to as soon as it is there: Enter acts, arrows scroll. */
export const takeFocus = (element: HTMLElement | null) => element?.focus({ preventScroll: true })
