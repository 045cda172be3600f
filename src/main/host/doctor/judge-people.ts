import { plural } from '../../../shared/text.ts'
import type { Facts } from './facts.ts'
import type { Finding } from './judge.ts'

const WAY_OUT =
  'Join by link: it has the address in it, and works where multicast does not. A project has its link, also as a QR code, under Share. A phone hotspot or a cable usually carries multicast.'

/** Whether this network carries multicast from one computer to another. */
export function judgePeople({ discovers, heard, connected, unheard, multicast }: Facts): Finding {
  const is = { id: 'people', title: 'Others on this network' } as const
  const others = new Set(multicast.flatMap(({ heardFrom }) => heardFrom)).size
  if (heard > 0) return { ...is, state: 'ok', text: `${heard} heard by discovery.` }
  if (unheard > 0) {
    return {
      ...is,
      state: 'failed',
      text: `Multicast is blocked on this network: ${unheard} of ${connected} who are connected can't be heard by it.`,
      hint: WAY_OUT,
    }
  }
  if (!discovers) return { ...is, state: 'unknown', text: 'Nobody is listened for.', hint: WAY_OUT }
  if (others > 0) {
    return {
      ...is,
      state: 'ok',
      text: `No other GitTorrent, but multicast of ${plural(others, 'other computer')}: this network carries it.`,
    }
  }
  return {
    ...is,
    state: 'warning',
    text: 'Nothing was heard of any other computer. That is as it should be if you are alone here; if others are, this network keeps computers apart, as guest and campus Wi-Fi often does.',
    hint: WAY_OUT,
  }
}
