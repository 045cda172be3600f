/** The built UI, as a fixed list of files read at start: what is not on the list can't be asked for. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { AppError } from '../../shared/errors.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
}

const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const

export type ServeFile = (request: IncomingMessage, response: ServerResponse) => void

export async function createStaticFiles(folder: string): Promise<ServeFile> {
  const files = new Map<string, { readonly body: Buffer; readonly type: string }>()
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => {
    throw new AppError('INTERNAL', `the user interface is not in ${folder}`, 'build it with npm run build')
  })
  for (const entry of entries) {
    const type = types[extname(entry.name)]
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
      ...securityHeaders,
      'content-type': file.type,
      'content-length': file.body.length,
      'cache-control': fixed ? 'public, max-age=31536000, immutable' : 'no-cache',
    })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }
}

export function answer(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8' })
  response.end(text)
}
