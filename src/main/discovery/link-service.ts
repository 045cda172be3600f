/** One of our services on one link, as the records that say it. */
import { isIPv6 } from 'node:net'
import Bonjour from 'bonjour-service'
import type { AdvertisedService } from './advertised-services.ts'
import type { OutgoingRecord } from './bonjour-internals.ts'
import { SERVICE_TYPE } from './limits.ts'

/** RFC 6762 section 10: data that hangs on a host. */
const HOST_TTL = 120
const UNIQUE = new Set(['SRV', 'TXT', 'A', 'AAAA'])
const nothing = () => undefined

/**
 * A service whose addresses are those of its link alone, where the library names all addresses of the machine. The record
 * objects stay the same when their data change: the library keeps them for later answers and announcements, and would
 * go on to say what is outdated.
 */
export class LinkService extends Bonjour.Service {
  readonly #addresses: readonly string[]
  readonly #records: OutgoingRecord[]

  constructor(service: AdvertisedService, addresses: readonly string[]) {
    super({ name: service.instance, type: SERVICE_TYPE, ...service, probe: false }, nothing, nothing)
    this.#addresses = addresses
    this.#records = this.#build()
  }

  override records() {
    return this.#records as ReturnType<Bonjour.Service['records']>
  }

  /** New data under the same name. */
  change({ port, txt }: AdvertisedService): void {
    this.port = port
    this.txt = txt
    for (const [at, record] of this.#build().entries()) Object.assign(this.#records[at]!, record)
  }

  /** PTR, SRV and TXT: what no other service of ours says. */
  get own(): readonly OutgoingRecord[] {
    return this.#records.slice(0, 3)
  }

  /**
   * What all our services on the link say: where the host is. That there is such a type is told to those alone who ask for types
   * (RFC 6763 section 9).
   */
  get shared(): readonly OutgoingRecord[] {
    return this.#records.slice(4)
  }

  #build(): OutgoingRecord[] {
    const [pointer, server, text, type] = super.records()
    const host = this.#addresses.map((data) => ({
      ...{ name: this.host, type: isIPv6(data) ? 'AAAA' : 'A', ttl: HOST_TTL, data },
    }))
    return [pointer!, server!, text!, type!, ...host].map((record) => ({
      ...record,
      flush: UNIQUE.has(record.type),
    }))
  }
}
