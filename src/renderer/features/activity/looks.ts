import {
  ArrowDownToLine,
  CircleSlash,
  GitCommitHorizontal,
  GitMerge,
  LogOut,
  Share,
  TriangleAlert,
  Undo2,
  Unplug,
  type LucideIcon,
} from 'lucide-react'
import type { ActivityKind } from '../../../shared/model.ts'

export interface Look {
  readonly icon: LucideIcon
  readonly tone: '' | 'ok' | 'warn' | 'bad'
  /** Which of the feed's filters shows it. */
  readonly group: Group
}

export const GROUPS = ['commits', 'merges', 'sharing', 'problems'] as const
export type Group = (typeof GROUPS)[number]

/** How each kind of activity looks. */
export const LOOKS: Readonly<Record<ActivityKind, Look>> = {
  published: { icon: Share, tone: 'ok', group: 'sharing' },
  joined: { icon: ArrowDownToLine, tone: 'ok', group: 'sharing' },
  left: { icon: LogOut, tone: '', group: 'sharing' },
  lost: { icon: Unplug, tone: '', group: 'sharing' },
  fetched: { icon: GitCommitHorizontal, tone: '', group: 'commits' },
  merged: { icon: GitMerge, tone: 'ok', group: 'merges' },
  conflicted: { icon: GitMerge, tone: 'bad', group: 'merges' },
  undone: { icon: Undo2, tone: '', group: 'merges' },
  refused: { icon: CircleSlash, tone: 'warn', group: 'problems' },
  warning: { icon: TriangleAlert, tone: 'warn', group: 'problems' },
  failed: { icon: TriangleAlert, tone: 'bad', group: 'problems' },
}
