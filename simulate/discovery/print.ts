import type { Phase } from './counts.ts'
import type { RoomFigures } from './room.ts'

/** One line for a scene. */
export function printPhase(phase: Phase): string {
  const per = (count: number) => (count / phase.seconds).toFixed(1)
  const percent = (share: number) => `${(share * 100).toFixed(2)} %`
  return [
    `${phase.name.padEnd(11)} ${phase.seconds.toFixed(0).padStart(4)} s`,
    `multicast ${phase.packets} packets (${phase.questions} questions), ${per(phase.packets)} a second, ${phase.busiestPackets} in the busiest`,
    `${per(phase.bytes)} bytes a second`,
    `airtime ${percent(phase.airtime)}, ${percent(phase.busiestAirtime)} in the busiest second`,
    `${phase.directories} directories fetched, ${per(phase.directories)} a second, ${phase.busiestDirectories} in the busiest, ${(phase.fetched / 1e6).toFixed(1)} MB`,
  ].join('; ')
}

const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1_000).toFixed(1)} s`)

/** What was reached, and when. */
export function printReached(figures: RoomFigures): string {
  const { commitKnown, half, all, projects, secondHalf, secondAll, missing } = figures
  return [
    `a commit was known to all after ${seconds(commitKnown)}`,
    `a newcomer knew half of the nodes after ${seconds(half)}, all after ${seconds(all)}, their projects after ${seconds(projects)}`,
    `one who came 5 s after another: half after ${seconds(secondHalf)}, all after ${seconds(secondAll)}`,
    `${missing} nodes and projects were not known to somebody in the end`,
  ].join('\n')
}
