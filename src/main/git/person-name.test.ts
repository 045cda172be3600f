import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safeRemoteName } from './person-name.ts'
import { isValidRefName } from './ref-format.ts'

const none = new Set<string>()

describe('safeRemoteName', () => {
  it.each([
    ['alice', 'alice'],
    ['Alice Liddell', 'alice-liddell'],
    ['  Bob  ', 'bob'],
    ['Zoë', 'zoë'],
    ['Zoe\u0308', 'zoë'],
    ['愛麗絲', '愛麗絲'],
    ['--upload-pack=x', 'upload-pack-x'],
    ['../../etc', 'etc'],
    ['a..b.lock', 'a.b-lock'],
    ['x.LOCK', 'x-lock'],
    ['refs/heads/x', 'refs-heads-x'],
    ['car\u202eol', 'carol'],
    ['\u0000\u001b[31m', '31m'],
    ['', 'peer'],
    ['🦊', 'peer'],
    ['origin', 'origin-2'],
    ['HEAD', 'head-2'],
    ['Upstream', 'upstream-2'],
    ['con', 'con-2'],
    ['NUL.txt', 'nul.txt-2'],
    ['a'.repeat(100), 'a'.repeat(40)],
  ])('makes %j into %j', (nickname, name) => expect(safeRemoteName(nickname, none)).toBe(name))

  it('counts up while the name is taken, folding case and composition', () => {
    expect(safeRemoteName('alice', new Set(['alice']))).toBe('alice-2')
    expect(safeRemoteName('Alice', new Set(['ALICE', 'alice-2']))).toBe('alice-3')
    expect(safeRemoteName('Zoë', new Set(['zoe\u0308']))).toBe('zoë-2')
    expect(safeRemoteName('alice', new Set(['alice/work']))).toBe('alice-2')
    expect(safeRemoteName('straße', new Set(['STRASSE']))).toBe('straße-2')
  })

  it('gives names that git takes, that are new, and that are no options, whatever the nickname', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(text, fc.array(text), (nickname, others) => {
        const taken = new Set(others.map((other) => safeRemoteName(other, none)))
        const name = safeRemoteName(nickname, taken)
        expect(isValidRefName(`refs/remotes/${name}/main`)).toBe(true)
        expect(name).toMatch(/^[\p{L}\p{N}][^/]*$/u)
        expect(taken.has(name)).toBe(false)
      }),
    )
  })
})
