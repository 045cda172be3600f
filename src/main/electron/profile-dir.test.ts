import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { profileDir } from './profile-dir.ts'

describe('profileDir', () => {
  it("lies in the node's data directory where one was given", () => {
    expect(profileDir(['--data-dir', '/tmp/alice'], {}, '/home/alice/.config/app')).toBe(
      join('/tmp/alice', 'window'),
    )
    expect(profileDir([], { GITTORRENT_DATA_DIR: '/tmp/bob' }, '/home/bob/.config/app')).toBe(
      join('/tmp/bob', 'window'),
    )
  })

  it('else in the standard place, for arguments that make no sense too', () => {
    for (const args of [[], ['--port=x']])
      expect(profileDir(args, {}, '/home/alice/.config/app')).toBe(join('/home/alice/.config/app', 'window'))
  })
})
