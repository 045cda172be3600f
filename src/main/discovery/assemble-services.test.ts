import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleServices, type DnsRecord } from './assemble-services.ts'

const TYPE = '_gittorrent._tcp.local'
const NAME = `node-1.${TYPE}`
const pointer = (ttl = 120, data = NAME): DnsRecord => ({ name: TYPE, type: 'PTR', ttl, data })
const server = (ttl = 120, name = NAME): DnsRecord => ({
  name,
  type: 'SRV',
  ttl,
  data: { port: 4_000, target: 'gt-1.local' },
})
const text = (name = NAME): DnsRecord => ({ name, type: 'TXT', ttl: 120, data: [Buffer.from('v=1')] })
const address = (data: string, name = 'gt-1.local'): DnsRecord => ({ name, type: 'A', ttl: 120, data })
const assemble = (answers: DnsRecord[], additionals: DnsRecord[] = []) =>
  assembleServices({ answers, additionals }, '10.0.0.9')

describe('assembleServices', () => {
  it('joins records by name, wherever they stand, with or without the pointer', () => {
    const service = {
      name: NAME,
      port: 4_000,
      txt: { v: '1' },
      addresses: ['10.0.0.1', '10.0.0.2'],
      referer: '10.0.0.9',
    }
    const all = [
      server(),
      text(),
      address('10.0.0.1'),
      address('10.0.0.2'),
      address('10.0.0.3', 'other.local'),
    ]
    expect(assemble([pointer()], all).services).toMatchObject([service])
    expect(assemble(all).services).toMatchObject([service])
  })

  it('compares names without regard to case', () => {
    const loud = NAME.toUpperCase()
    expect(assemble([server(120, loud), text()]).services).toMatchObject([{ name: NAME }])
    expect(assemble([pointer(0, loud)]).goodbyes).toEqual([NAME])
  })

  it('takes no service that is incomplete, of another type, or leaves in the same packet', () => {
    expect(assemble([pointer(), server()]).services).toEqual([])
    expect(assemble([pointer(), text()]).services).toEqual([])
    expect(assemble([server(120, 'x._http._tcp.local'), text('x._http._tcp.local')]).services).toEqual([])
    expect(assemble([pointer(0), server(), text()])).toEqual({ services: [], goodbyes: [NAME] })
    expect(assemble([server(0), text()]).services).toEqual([])
  })

  it('takes goodbyes of our type alone', () => {
    expect(assemble([pointer(0, 'x._http._tcp.local')]).goodbyes).toEqual([])
    expect(assemble([{ ...pointer(0), name: '_http._tcp.local' }]).goodbyes).toEqual([])
  })

  it('is total over whatever a decoder may give', () => {
    const record = fc.record({
      name: fc.oneof(fc.constantFrom(NAME, TYPE, 'gt-1.local'), fc.string()),
      type: fc.constantFrom('PTR', 'SRV', 'TXT', 'A', 'AAAA', 'OPT', 'UNKNOWN_99'),
      ttl: fc.nat(),
      data: fc.oneof(fc.anything(), fc.constant(NAME), fc.constant({ port: 1, target: 'gt-1.local' })),
    })
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (answers, more) => void assemble(answers, more)),
    )
  })
})
