/** Pixels for one commit, while there is room. */
const STEP = 11
const LONGEST = 64

/** Length of the bar for so many commits, in pixels: 0 for none, and never more than 64. */
export const barLength = (commits: number) => Math.min(LONGEST, Math.max(0, commits) * STEP)

/** The number beside the bar: "4", "1.2k", or "?" where it was not counted. */
export function countText(commits: number | null): string {
  if (commits === null) return '?'
  if (commits < 1000) return String(commits)
  return commits < 99_950
    ? `${(Math.floor(commits / 100) / 10).toString()}k`
    : `${Math.floor(commits / 1000)}k`
}

/** Both numbers in words: "4 commits behind your main, 3 commits ahead". */
export function aheadBehindText(ahead: number | null, behind: number | null, branch: string): string {
  if (ahead === null || behind === null) return `Not compared with your ${branch}`
  const commits = (count: number) => `${count.toLocaleString('en-US')} ${count === 1 ? 'commit' : 'commits'}`
  return `${commits(behind)} behind your ${branch}, ${commits(ahead)} ahead`
}
