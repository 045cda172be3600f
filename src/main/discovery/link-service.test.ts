import { expect, it } from 'vitest'
import { assembleServices } from './assemble-services.ts'
import { advertised } from './advertised-services.ts'
import { LinkService } from './link-service.ts'
import { createOnLink } from './on-link.ts'
import { parseService } from './parse-service.ts'

const peerId = 'ab'.repeat(20)
const [service] = advertised(
  { node: { peerId, name: 'Alice', port: 7411, directorySeq: 0 }, projects: [] },
  0,
).services

it('says its IPv6 addresses beside that of IPv4, and a reader takes those that are on the link', () => {
  const said = new LinkService(service!, ['10.0.4.2', 'fd00::2', '2001:db8::2'])
  const answers = said.records() as unknown as readonly { name: string; type: string; data: unknown }[]
  expect(answers.slice(4).map(({ type, data }) => [type, data])).toEqual([
    ['A', '10.0.4.2'],
    ['AAAA', 'fd00::2'],
    ['AAAA', '2001:db8::2'],
  ])
  const encoded = answers.map((record) =>
    record.type === 'TXT' ? { ...record, data: [record.data].flat() } : record,
  )
  const { services } = assembleServices(
    { answers: encoded.map((record) => ({ ttl: 120, ...record })), additionals: [] },
    '10.0.4.2',
  )
  const networks = [
    ['10.0.4.9', 24],
    ['fd00::9', 64],
  ] as const
  const onLink = createOnLink({ networks })
  expect(parseService(services[0]!, onLink)).toMatchObject({ peerId, addresses: ['10.0.4.2', 'fd00::2'] })
})

it('keeps its records when its data change', () => {
  const said = new LinkService(service!, ['10.0.4.2', 'fd00::2'])
  const before = said.records()
  said.change({ ...service!, port: 7412 })
  expect(said.records()).toBe(before)
  expect(said.shared).toHaveLength(2)
})
