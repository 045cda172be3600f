import { expect, it } from 'vitest'
import { shellWord } from './shell-word.ts'

it('is bare where it may be, and quoted where a shell would look at it', () => {
  expect(shellWord('http://10.0.4.27:7411/kite.git')).toBe('http://10.0.4.27:7411/kite.git')
  expect(shellWord('http://[fd00::1]:7411/kite.git')).toBe('"http://[fd00::1]:7411/kite.git"')
  expect(shellWord('gittorrent://10.0.4.27:7411/00?name=kite&x=%20')).toBe(
    '"gittorrent://10.0.4.27:7411/00?name=kite&x=%20"',
  )
  for (const text of ['', '-x', 'a b', 'a"b', "a'b", 'a$b', 'a`b', 'a\\b', 'a!b', 'a;b', 'a\nb', 'é'])
    expect(shellWord(text)).toBeNull()
})
