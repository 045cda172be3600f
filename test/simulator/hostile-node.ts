/** Hostile nodes of a simulated swarm: honest engines whose words are changed on the way out. */
import type { Message } from '../../src/main/gtp/types.ts'
import type { SimNode } from './simulation.ts'

const flipped = (bytes: Uint8Array): Uint8Array => bytes.map((byte, index) => (index === 0 ? byte ^ 1 : byte))

type Tamper = (message: Message, node: SimNode) => Message | null

/** How they misbehave, by name. All claim to have everything. */
export const MISBEHAVIOURS = {
  'sends bad blocks': (message) =>
    message.type === 'block' ? { ...message, data: flipped(message.data) } : message,
  'sends bad hashes': (message) =>
    message.type === 'hashes' ? { ...message, hashes: flipped(message.hashes) } : message,
  'sends bad references': (message) =>
    message.type === 'references-object' ? { ...message, object: flipped(message.object) } : message,
  'answers no question': (message) =>
    message.type === 'hashes' || message.type === 'references-object' ? null : message,
  'sends no block': (message) => (message.type === 'block' ? null : message),
  'says nothing but what keeps it alive': (message) =>
    message.type === 'hashes' || message.type === 'references-object' || message.type === 'block'
      ? null
      : message,
  'rejects what it claims to have': (message) =>
    message.type === 'block' ? { type: 'reject', reel: message.reel, index: message.index } : message,
} satisfies Record<string, Tamper>

/** Takes upload slots and asks for nothing. */
const wantsNothing: Tamper = (message) => (message.type === 'request' ? null : message)

export type Misbehaviour = keyof typeof MISBEHAVIOURS

export function misbehave(node: SimNode, how: Misbehaviour | 'takes a slot and asks for nothing'): void {
  const tamper: Tamper = how === 'takes a slot and asks for nothing' ? wantsNothing : MISBEHAVIOURS[how]
  node.tamper = (message) => tamper(message, node)
}
