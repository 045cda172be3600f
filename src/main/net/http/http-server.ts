import { createServer, type RequestListener, type Server } from 'node:http'
import {
  HTTP_HEADERS_TIMEOUT,
  HTTP_IDLE_TIMEOUT,
  HTTP_KEEP_ALIVE,
  HTTP_REQUEST_TIMEOUT,
  MAX_HTTP_HEADER,
} from '../limits.ts'
import { createSlowReaders } from './slow-readers.ts'

/** How often the timeouts are looked at, milliseconds. */
const CHECK_INTERVAL = 1_000
const SLOW_CHECK_INTERVAL = 5_000

/**
 * A bounded HTTP server that listens nowhere: it is handed sockets by emitting 'connection'. End it with `close()`,
 * which stops its clock; its sockets are the business of who handed them over.
 */
export function createHttpServer(onHttp: RequestListener): Server {
  const server = createServer(
    {
      maxHeaderSize: MAX_HTTP_HEADER,
      headersTimeout: HTTP_HEADERS_TIMEOUT,
      requestTimeout: HTTP_REQUEST_TIMEOUT,
      keepAliveTimeout: HTTP_KEEP_ALIVE,
      connectionsCheckingInterval: CHECK_INTERVAL,
    },
    onHttp,
  )
  server.maxHeadersCount = 64
  server.setTimeout(HTTP_IDLE_TIMEOUT)
  const readers = createSlowReaders()
  server.on('connection', readers.watch)
  const timer = setInterval(() => readers.look(performance.now()), SLOW_CHECK_INTERVAL).unref()
  server.once('close', () => clearInterval(timer))
  // Node starts the clock for headersTimeout and requestTimeout when a server listens.
  server.emit('listening')
  return server
}
