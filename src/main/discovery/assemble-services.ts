/**
 * Puts the records of one mDNS response together to services. The library's browser is not used for this: it drops
 * a changed address, keeps whatever a stranger names, and wants the PTR record beside the others.
 */
import { SERVICE_DOMAIN } from './limits.ts'
import type { HeardService } from './parse-service.ts'
import { decodeTxt } from './txt.ts'

/** A record as the decoder gives it; `data` depends on the type and is a stranger's. */
export interface DnsRecord {
  readonly name: string
  readonly type: string
  readonly ttl?: number
  readonly data?: unknown
}

export interface DnsResponse {
  readonly answers: readonly DnsRecord[]
  readonly additionals: readonly DnsRecord[]
}

export interface Heard {
  readonly services: readonly HeardService[]
  /** Full names of services that said goodbye, in lower case. */
  readonly goodbyes: readonly string[]
}

const SUFFIX = `.${SERVICE_DOMAIN}`

/** The services of our type in `response`, which came from the address `referer`. Linear in the records, total. */
export function assembleServices({ answers, additionals }: DnsResponse, referer: string): Heard {
  const goodbyes = new Set<string>()
  const servers = new Map<string, { port: number; host: string }>()
  const texts = new Map<string, Uint8Array[]>()
  const addresses = new Map<string, string[]>()
  for (const { name: anyCase, type, ttl = 0, data } of [...answers, ...additionals]) {
    const name = anyCase.toLowerCase()
    if (type === 'PTR' && ttl === 0 && name === SERVICE_DOMAIN && typeof data === 'string') {
      goodbyes.add(data.toLowerCase())
    } else if (ttl === 0) {
      continue
    } else if (type === 'SRV' && name.endsWith(SUFFIX) && isServer(data)) {
      servers.set(name, { port: data.port, host: data.target.toLowerCase() })
    } else if (type === 'TXT' && Array.isArray(data)) {
      texts.set(
        name,
        data.filter((string) => string instanceof Uint8Array),
      )
    } else if ((type === 'A' || type === 'AAAA') && typeof data === 'string') {
      addresses.set(name, [...(addresses.get(name) ?? []).slice(0, 31), data])
    }
  }
  const services = [...servers].flatMap(([name, { port, host }]) => {
    const strings = texts.get(name)
    if (strings === undefined || goodbyes.has(name)) return []
    return [{ name, port, txt: decodeTxt(strings), addresses: addresses.get(host) ?? [], referer }]
  })
  return { services, goodbyes: [...goodbyes].filter((name) => name.endsWith(SUFFIX)) }
}

function isServer(data: unknown): data is { port: number; target: string } {
  const { port, target } = (data ?? {}) as { port?: unknown; target?: unknown }
  return typeof port === 'number' && typeof target === 'string'
}
