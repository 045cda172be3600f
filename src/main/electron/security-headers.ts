/**
 * What the window's pages may load: our own files, nothing else. No inline script or style, no network: the page talks
 * through a MessagePort, which no policy covers.
 */
export function cspHeader(): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer. */
export const securityHeaders = (): Readonly<Record<string, string>> => ({
  'content-security-policy': cspHeader(),
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
})
