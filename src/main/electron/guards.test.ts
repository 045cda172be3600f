import { describe, expect, it } from 'vitest'
import { externalUrl } from './external-url.ts'
import { isAllowedPermission } from './permissions.ts'
import { uiSecurityHeaders } from '../../shared/ui-headers.ts'
import { isOwnSender } from './sender.ts'

const csp = uiSecurityHeaders('none')['content-security-policy']!

describe('externalUrl', () => {
  it('lets plain https links out, in canonical form', () => {
    expect(externalUrl('https://git-scm.com/docs')).toBe('https://git-scm.com/docs')
    expect(externalUrl(' HTTPS://git-scm.com/a b"c ')).toBe('https://git-scm.com/a%20b%22c')
  })

  it.each([
    '',
    'git-scm.com',
    'http://git-scm.com/',
    'file:///etc/passwd',
    'smb://example/share',
    'ms-msdt:/id',
    'javascript:alert(1)',
    'app://gittorrent/',
    'https://',
    'https://bank.example@evil.example/',
    'https://:secret@example/',
    `https://example.com/${'a'.repeat(2000)}`,
  ])('keeps %.60s in', (url) => {
    expect(externalUrl(url)).toBeNull()
  })
})

describe('isAllowedPermission', () => {
  it('allows to copy text in our own page, and nothing else', () => {
    expect(isAllowedPermission('clipboard-sanitized-write', 'app://gittorrent/')).toBe(true)
    expect(isAllowedPermission('clipboard-sanitized-write', 'https://example.com/')).toBe(false)
    for (const permission of [
      'clipboard-read',
      'media',
      'geolocation',
      'notifications',
      'openExternal',
      'usb',
      'unknown',
    ])
      expect(isAllowedPermission(permission, 'app://gittorrent/')).toBe(false)
  })
})

describe('isOwnSender', () => {
  it('is the main frame at our origin', () => {
    expect(isOwnSender({ url: 'app://gittorrent/index.html', parent: null })).toBe(true)
    expect(isOwnSender({ url: 'app://gittorrent/index.html', parent: {} })).toBe(false)
    expect(isOwnSender({ url: 'https://example.com/', parent: null })).toBe(false)
    expect(isOwnSender(null)).toBe(false)
  })
})

describe('the content security policy', () => {
  it('allows nothing inline, nothing evaluated, nothing remote, no network', () => {
    const policy = Object.fromEntries(
      csp.split('; ').map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
    )
    expect(policy).toMatchObject({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self'",
      'connect-src': "'none'",
      'frame-ancestors': "'none'",
    })
    expect(csp).not.toMatch(/unsafe|https?:|\*/)
    expect(uiSecurityHeaders('none')).toMatchObject({ 'x-content-type-options': 'nosniff' })
  })
})
