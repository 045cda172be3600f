import { expect, it } from 'vitest'
import { slugOf, targetOf } from './links.ts'

const at = (href: string, from = 'docs/guide/README.md') => targetOf(href, from)

it('leads to the web by https alone', () => {
  expect(at('https://example.org/a b')).toEqual({
    ...{ kind: 'web', href: 'https://example.org/a%20b', host: 'example.org' },
  })
  for (const href of [
    ...['javascript:alert(1)', 'JavaScript:alert(1)', ' java\nscript:alert(1)', 'data:text/html,x'],
    ...[
      'http://example.org',
      'file:///etc/passwd',
      'vbscript:x',
      'mailto:a@example.org',
      'app://gittorrent/',
    ],
    ...['https://example.org@evil.example/', '//evil.example/x', '\\\\evil.example\\x', 'https://', ''],
    `https://example.org/${'x'.repeat(3000)}`,
  ]) {
    expect(at(href)?.kind === 'web', href).toBe(false)
  }
})

it('leads to files of the repository, and not out of it', () => {
  const path = (href: string) => {
    const target = at(href)
    return target?.kind === 'file' ? target.path : null
  }
  expect(path('setup.md')).toBe('docs/guide/setup.md')
  expect(path('./a/../setup.md?raw=1#top')).toBe('docs/guide/setup.md')
  expect(path('../../src/a%20b.ts')).toBe('src/a b.ts')
  expect(path('/LICENSE')).toBe('LICENSE')
  expect(path('../../../etc/passwd')).toBeNull()
  expect(path('../..')).toBeNull()
  expect(path('%E0%A4%A')).toBeNull()
})

it('leads to headings', () => {
  expect(at('#what-works')).toEqual({ kind: 'heading', slug: 'what-works' })
  expect(slugOf(' What works, really? ')).toBe('what-works-really')
  expect(slugOf('Größe_2')).toBe('größe_2')
})
