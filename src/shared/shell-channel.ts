/** What the desktop shell and its preload say to one another; the preload is the only one who hears it in the window. */

/** The only IPC channel. */
export const SHELL_CHANNEL = 'gittorrent'

/** What the window may ask: `connect` is answered by a port that arrives on the same channel. */
export type ShellRequest = 'connect' | 'choose-folder'

/**
 * What somebody outside of the window wants it to show: a menu, a notification, a link in a browser. It fills fields in and
 * presses no button.
 */
export type Opening =
  /** The address's fragment, like `#/activity`. */
  | { readonly screen: string }
  /** The publish dialog; null: without a folder. */
  | { readonly publish: string | null }
  /** The join dialog, with a link or the path of a `.gittorrent` file; null: empty. */
  | { readonly join: string | null }
  | { readonly dialog: 'palette' | 'shortcuts' }

/** `port`: here is one that the window asked for. `node-gone`: the node behind all ports so far has ended. */
export type ShellEvent =
  { readonly t: 'port' } | { readonly t: 'node-gone' } | { readonly t: 'open'; readonly what: Opening }
