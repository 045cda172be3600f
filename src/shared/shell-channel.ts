/** What the desktop shell and its preload say to one another; the preload is the only one who hears it in the window. */

/** The only IPC channel. */
export const SHELL_CHANNEL = 'gittorrent'

/** What the window may ask: `connect` is answered by a port that arrives on the same channel. */
export type ShellRequest = 'connect' | 'choose-folder'

/** What the shell tells the window: here is a port that it asked for; the node behind all ports so far has ended. */
export type ShellEvent = 'port' | 'node-gone'
