/** The built UI, as a fixed list of files read at start: what is not on the list can't be asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { UI_TYPES, uiSecurityHeaders } from '../../shared/ui-headers.ts'

const headers = {
  ...uiSecurityHeaders('self'),
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
}

export type ServeFile = (request: IncomingMessage, response: ServerResponse) => void

export async function createStaticFiles(folder: string): Promise<ServeFile> {
  const files = new Map<string, { readonly body: Buffer; readonly type: string }>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new AppError('INTERNAL', `the user interface is not in ${folder}`, 'build it with npm run build')
  })
  for (const entry of entries) {
    const type = UI_TYPES[extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const path = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, path).split(sep).join('/')}`, { body: await readFile(path), type })
  }
  const index = files.get('/index.html')
  if (index) files.set('/', index)

  return (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const file = files.get(path)
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answer(response, 405, 'Only reading is possible here.\n')
    if (!file) return answer(response, 404, 'There is nothing here.\n')
    const fixed = path.startsWith('/assets/')
    response.writeHead(200, {
      ...headers,
      'content-type': file.type,
      'content-length': file.body.length,
      'cache-control': fixed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }
}

export function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}
