import type { Hex } from '../../../../shared/model.ts'

/**
 * A line for `git update-ref --stdin` that keeps what a remote's branch had. The branch's name stands below the time and the
 * commit, so that `x` and `x/y` never meet; with the whole commit in it the same name means the same commit, which may be
 * dropped twice in one second.
 * @param name full, below refs/remotes/REMOTE/. `now`: Unix milliseconds
 */
export function keepRef(remote: string, name: string, oid: Hex, now: number): string {
  const branch = name.slice(`refs/remotes/${remote}/`.length)
  return `update refs/gittorrent/kept/${remote}/${Math.floor(now / 1000)}-${oid}/${branch} ${oid}`
}
