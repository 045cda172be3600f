import { expect, it } from 'vitest'
import { redact } from './redact.ts'

it.each([
  ['a key', `before -----BEGIN PRIVATE KEY-----\nMIGHsecret\n-----END PRIVATE KEY----- after`],
  ['a key that was cut off', `before -----BEGIN EC PRIVATE KEY-----\nMIGHsecret`],
  ["the UI's token", 'Open http://127.0.0.1:7412/#token=secret_-1'],
  ['the same as a subprotocol', 'gittorrent.v1, token.secretsecretsecret'],
  ['a password in a URL', 'clone of https://alice:secret@example.org/kite.git'],
  ['a passkey of a tracker', 'http://tracker.example/announce?passkey=secret&port=1'],
  ['a key of a web service', 'https://example.org/x?a=1&api_key=secret'],
  ['a header', 'Authorization: Bearer secret'],
  ['an access token', 'used ghp_secretsecretsecret'],
])('takes out %s', (_what, text) => {
  expect(redact(text)).not.toContain('secret')
  expect(redact(text)).toContain('[removed]')
})

it('takes out what is known to be secret, wherever it stands, and names no home', () => {
  expect(redact('xhunter22hunter22x in /home/alice/kite', ['hunter22hunter22'], '/home/alice')).toBe(
    'x[removed]x in ~/kite',
  )
})

it('leaves alone what helps', () => {
  const text =
    'refs/heads/main at 0123456789abcdef0123456789abcdef01234567, http://10.0.4.27:7411/kite.git?x=1'
  expect(redact(text, ['', 'main'])).toBe(text)
})
