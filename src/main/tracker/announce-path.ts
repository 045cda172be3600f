/** Where a node's tracker is asked. */
export const ANNOUNCE_PATH = '/announce'
