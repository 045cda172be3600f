import { describe, expect, it } from 'vitest'
import { isSafeRefName } from './ref-name.ts'

describe('isSafeRefName', () => {
  it.each([
    'heads/main',
    'tags/v1.0',
    'heads/feature/x',
    'heads/größe',
    'heads/名前',
    'heads/a@b',
    'heads/x{',
    'tags/HEAD',
    'heads/a-',
  ])('accepts refs/%s', (name) => expect(isSafeRefName(`refs/${name}`)).toBe(true))

  it.each([
    ...[
      '',
      'main',
      'HEAD',
      'refs/heads',
      'refs/heads/',
      'refs/remotes/origin/main',
      'refs/gittorrent/x',
      'refs/headsx/a',
    ],
    ...[
      'refs/heads/HEAD',
      'refs/heads/-x',
      'refs/heads/a/-x',
      'refs/heads/.x',
      'refs/heads/a/.b',
      'refs/heads/a//b',
    ],
    ...[
      'refs/heads/../x',
      'refs/heads/a..b',
      'refs/heads/a/',
      'refs/heads/a.',
      'refs/heads/a.lock',
      'refs/heads/a.lock/b',
    ],
    ...[
      'refs/heads/a.LOCK',
      'refs/heads/@{',
      'refs/heads/a@{1}',
      'refs/heads/a b',
      'refs/heads/a~1',
      'refs/heads/a^',
    ],
    ...[
      'refs/heads/a:b',
      'refs/heads/a?',
      'refs/heads/a*',
      'refs/heads/a[b',
      'refs/heads/a\\b',
      'refs/heads/a\tb',
    ],
    ...[
      'refs/heads/a\nb',
      'refs/heads/a\0',
      'refs/heads/a\u007f',
      'refs/heads/a\u0085',
      'refs/heads/a\u202eb',
    ],
    ...[
      'refs/heads/a\u200db',
      'refs/heads/a\ufeffb',
      'refs/heads/a\u2028',
      'refs/heads/a\ud800',
      '/refs/heads/a',
    ],
    ...[`refs/heads/${'a'.repeat(240)}`, `refs/heads/${'ö'.repeat(120)}`],
  ])('refuses %j', (name) => expect(isSafeRefName(name)).toBe(false))
})
