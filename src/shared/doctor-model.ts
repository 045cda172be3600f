/** What the doctor found, as shells show it. */

export type CheckId =
  'network' | 'multicast' | 'people' | 'reachable' | 'versions' | 'trackers' | 'git' | 'disk' | 'ipv6'

export interface Check {
  readonly id: CheckId
  /** In a few words: "People on this network". */
  readonly title: string
  /** `unknown`: it can't be told, or there is nothing to be told. */
  readonly state: 'ok' | 'warning' | 'failed' | 'unknown'
  /** What was found. */
  readonly text: string
  /** What to do about it; empty where there is nothing to do. */
  readonly hint: string
  /** Commands that do it, for this system; to be copied. */
  readonly commands: readonly string[]
}

export interface Diagnosis {
  readonly checks: readonly Check[]
}
