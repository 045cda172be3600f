/** What a page can't do in our window, even if somebody else's script ever ran in it. */
import { app, session, shell, type WebContents } from 'electron'
import { externalUrl } from './external-url.ts'
import { isOwnUrl } from './origin.ts'
import { isAllowedPermission } from './permissions.ts'

/** To be called once, when the app is ready and before the first window. */
export function installGuards(): void {
  const { defaultSession } = session
  defaultSession.setPermissionRequestHandler((contents, permission, answer, { requestingUrl }) =>
    answer(isAllowedPermission(permission, requestingUrl || contents.getURL())),
  )
  defaultSession.setPermissionCheckHandler((_contents, permission, origin) =>
    isAllowedPermission(permission, origin),
  )
  defaultSession.setDevicePermissionHandler(() => false)
  defaultSession.on('will-download', (event) => event.preventDefault())

  app.on('web-contents-created', (_event, contents) => guardContents(contents))
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, trust) => {
    event.preventDefault()
    trust(false)
  })
}

function guardContents(contents: WebContents): void {
  // Of every frame, the main one too; a file dropped on the window is such a navigation.
  contents.on('will-frame-navigate', (details) => {
    if (!details.isMainFrame || !isOwnUrl(details.url)) details.preventDefault()
  })
  contents.on('will-redirect', (details) => details.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const link = externalUrl(url)
    if (link !== null) void shell.openExternal(link)
    return { action: 'deny' }
  })
}
