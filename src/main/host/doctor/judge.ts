/** From facts to what is said about them. */
import type { Check } from '../../../shared/doctor-model.ts'
import type { Facts } from './facts.ts'
import { judgeMulticast } from './judge-multicast.ts'
import { judgeNetwork } from './judge-network.ts'
import { judgePeople } from './judge-people.ts'
import { judgeReachable } from './judge-reachable.ts'
import { judgeDisk, judgeGit, judgeIpv6, judgeTrackers, judgeVersions } from './judge-rest.ts'

/** In the order in which they matter: what is above explains what is below. */
export const judge = (facts: Facts): Check[] =>
  [
    judgeNetwork,
    judgeMulticast,
    judgePeople,
    judgeReachable,
    judgeVersions,
    judgeTrackers,
    judgeGit,
    judgeDisk,
    judgeIpv6,
  ].map((check) => ({ hint: '', commands: [], ...check(facts) }))

/** What a check says at least. */
export type Finding = Omit<Check, 'hint' | 'commands'> & Partial<Pick<Check, 'hint' | 'commands'>>
