/**
 * The parts of bonjour-service 1.4.4 that its types hide and this room relies on. The version is pinned, and a test
 * checks that they are what we take them for.
 */
import type { EventEmitter } from 'node:events'
import type Bonjour from 'bonjour-service'
import type { DnsRecord, DnsResponse } from './assemble-services.ts'

export interface DnsQuery {
  readonly questions: readonly { readonly name: string; readonly type: string }[]
}

/** A record on its way out; `flush`: it replaces what others remember under its name (RFC 6762 section 10.2). */
export interface OutgoingRecord extends DnsRecord {
  ttl: number
  flush?: boolean
}

/** multicast-dns 7.2: one socket, many listeners. */
export interface Mdns extends EventEmitter<{
  ready: []
  query: [packet: DnsQuery, from: { address: string }]
  response: [packet: DnsResponse, from: { address: string }]
  error: [error: NodeJS.ErrnoException]
  warning: [error: NodeJS.ErrnoException]
}> {
  respond(records: readonly OutgoingRecord[], done?: () => void): void
  query(name: string, type: string): void
}

/** Knows the records and answers questions from them. */
export interface Server {
  readonly mdns: Mdns
  registry: Record<string, OutgoingRecord[]>
  register(records: readonly OutgoingRecord[]): void
  respondToQuery(query: DnsQuery): void
  recordsFor(name: string, type: string): readonly OutgoingRecord[]
}

export function internalsOf(bonjour: Bonjour): { server: Server } {
  return bonjour as unknown as { server: Server }
}
