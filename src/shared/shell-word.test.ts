import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
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

it.skipIf(process.platform === 'win32')('is one word to a shell, whatever it is', () => {
  const texts = fc
    .sample(fc.string({ unit: fc.constantFrom(...'ab1:/.,=@+?&%~[]-$`"\'\\ *;'), maxLength: 8 }), 400)
    .flatMap((text) => (shellWord(text) === null ? [] : [text]))
  expect(texts.length).toBeGreaterThan(20)
  const script = `printf '%s\\n' ${texts.map(shellWord).join(' ')}`
  expect(execFileSync('sh', ['-c', script], { cwd: '/', encoding: 'utf8' })).toBe(`${texts.join('\n')}\n`)
})
