/** Inside namespaces of one's own: a loopback that carries multicast, and a disk that is small. Linux. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const SMALL_DISK = '48m'

export function openLoopback(): void {
  execFileSync('ip', ['link', 'set', 'lo', 'up', 'multicast', 'on'])
  execFileSync('ip', ['route', 'add', '224.0.0.0/4', 'dev', 'lo'])
}

/** @returns its folder; it goes with this process */
export function mountSmallDisk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gittorrent-soak-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SMALL_DISK}`, 'tmpfs', folder])
  process.once('exit', () => {
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true })
  })
  return folder
}
