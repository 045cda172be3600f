import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { listAppFiles, resolveAppFile } from './app-files.ts'
import { SCHEME } from './origin.ts'
import { uiSecurityHeaders } from '../../shared/ui-headers.ts'

/** Gives our scheme an origin and a secure context. Has to be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built UI; reading only, and only what was there at start. */
export function serveApp(rendererDir: string): void {
  const files = listAppFiles(rendererDir)
  protocol.handle(SCHEME, async ({ method, url }) => {
    const file = method === 'GET' ? resolveAppFile(url, files) : null
    if (!file)
      return new Response('There is nothing here.\n', { status: 404, headers: uiSecurityHeaders('none') })
    const headers = { ...uiSecurityHeaders('none'), 'content-type': file.type }
    return new Response(await readFile(file.path), { headers })
  })
}
