/** What went over the air, and which directories were fetched, second by second. */

export type Kind = 'question' | 'answer' | 'unicast' | 'directory'

interface Second {
  question: number
  answer: number
  unicast: number
  directory: number
  /** Of multicast alone. */
  bytes: number
  airtime: number
  /** Of directories. */
  fetched: number
}

export interface Phase {
  readonly name: string
  readonly seconds: number
  /** Multicast packets. */
  readonly packets: number
  readonly questions: number
  readonly bytes: number
  readonly busiestPackets: number
  /** Shares of a channel at 6 Mbit/s, over all of the phase and in its busiest second. */
  readonly airtime: number
  readonly busiestAirtime: number
  /** Packets to one node alone. */
  readonly unicasts: number
  readonly directories: number
  readonly busiestDirectories: number
  /** Bytes of all directories. */
  readonly fetched: number
}

/** What a multicast packet costs a Wi-Fi channel, in microseconds: see docs/scale.md. */
const BASE_RATE = 6
/** IP and UDP headers; 802.11 header, LLC, encryption and checksum. */
const HEADERS = 28 + 50
/** Preamble and signal of OFDM, DIFS and the mean backoff of (0 to 15) slots of 9 µs. */
const BEFORE = 20 + 34 + 68

export const airtime = (bytes: number): number => BEFORE + ((bytes + HEADERS) * 8) / BASE_RATE

export type Counts = ReturnType<typeof createCounts>

export function createCounts(now: () => number) {
  let seconds: Second[] = []
  let began = 0

  const second = () => {
    const at = Math.floor((now() - began) / 1_000)
    while (seconds.length <= at)
      seconds.push({ question: 0, answer: 0, unicast: 0, directory: 0, bytes: 0, airtime: 0, fetched: 0 })
    return seconds[at]!
  }
  const count = (kind: Kind) => void second()[kind]++

  return {
    packet(kind: Kind, bytes: number) {
      count(kind)
      if (kind === 'unicast') return
      const here = second()
      here.bytes += bytes
      here.airtime += airtime(bytes)
    },
    /** @param bytes of the answer */
    directory(bytes: number) {
      count('directory')
      second().fetched += bytes
    },
    /** Ends a phase and begins the next. */
    phase(name: string): Phase {
      const lasted = Math.max(1, (now() - began) / 1_000)
      const sum = (of: (second: Second) => number) => seconds.reduce((total, each) => total + of(each), 0)
      const most = (of: (second: Second) => number) => Math.max(0, ...seconds.map(of))
      const multicast = ({ question, answer }: Second) => question + answer
      const phase = {
        name,
        seconds: lasted,
        packets: sum(multicast),
        questions: sum(({ question }) => question),
        bytes: sum(({ bytes }) => bytes),
        busiestPackets: most(multicast),
        airtime: sum(({ airtime }) => airtime) / (lasted * 1e6),
        busiestAirtime: most(({ airtime }) => airtime) / 1e6,
        unicasts: sum(({ unicast }) => unicast),
        directories: sum(({ directory }) => directory),
        busiestDirectories: most(({ directory }) => directory),
        fetched: sum(({ fetched }) => fetched),
      }
      seconds = []
      began = now()
      return phase
    },
  }
}
