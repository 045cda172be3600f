import { setTimeout as delay } from 'node:timers/promises'
import { createWorkspace } from '../bench/workspace.ts'
import { createRandom } from '../fuzz/random.ts'
import { converge } from './converge.ts'
import { DEEDS, SHARES } from './deeds.ts'
import { tooMuch } from './disk-use.ts'
import { look } from './life.ts'
import { CONVERGE_EVERY, sampleEvery } from './limits.ts'
import { readOptions, usage, type Options } from './options.ts'
import { mountSmallDisk, openLoopback } from './own-network.ts'
import { cpuOfAll, pause } from './pace.ts'
import { arrive, joinProject, publish, settle, trustAll } from './people.ts'
import { print, summarize } from './report.ts'
import { readTold } from './told.ts'
import type { World } from './world.ts'

const PEOPLE = 8
const STEADY = 3
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const

/** @param isApart in a network and with mounts of its own. @returns the exit code */
export async function main(root: string, words: readonly string[], isApart: boolean): Promise<number> {
  let options: Options
  try {
    options = readOptions(words)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${usage}\n`)
    return 2
  }
  if (options.apart && !isApart) {
    process.stderr.write('Left out: this system gives no network of its own.\n')
    return 0
  }
  // An exit in any way ends all processes and removes all folders; these signals would be ends without one.
  for (const [signal, code] of Object.entries(EXIT_CODES)) process.on(signal, () => process.exit(code))
  if (isApart) openLoopback()
  const disk = isApart ? mountSmallDisk() : null
  const world: World = {
    ...{ root, options, isApart, random: createRandom(options.seed), workspace: createWorkspace() },
    ...{ people: [], projects: [], lives: [], problems: [], converged: [], commits: 0 },
    ...{ done: new Map(), background: new Set() },
    say: (text) => void process.stderr.write(`${text}\n`),
    complain(...texts) {
      world.problems.push(...texts)
      for (const text of texts) world.say(`✗ ${text}`)
    },
  }
  const begun = Date.now()
  try {
    await live(world, disk)
  } catch (error) {
    world.complain(
      `it ended early: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    )
  }
  const summary = summarize(world, cpuOfAll(world) / ((Date.now() - begun) / 1_000))
  world.say(print(summary))
  if (options.json) process.stdout.write(`${JSON.stringify(summary)}\n`)
  return summary.problems.length === 0 ? 0 : 1
}

async function live(world: World, disk: string | null): Promise<void> {
  const { options, say } = world
  // One after the other: that is gentle.
  for (let index = 0; index < PEOPLE; index++)
    await arrive(world, index < STEADY, index === PEOPLE - 1 ? disk : null)
  const [alice, ...others] = world.people
  const project = await publish(world, alice!)
  for (const [index, other] of others.entries())
    await joinProject(other, project, index === 1 ? 'to read' : 'to publish')
  await converge(world)
  for (const [index, person] of world.people.slice(0, 5).entries())
    if (index !== 2) await trustAll(person, project, index === 1 ? 'ff' : 'clean')
  say(
    `${PEOPLE} nodes share ${project.name}, seed ${options.seed}${world.isApart ? '' : ', on the network of this computer'}`,
  )

  const sampling = setInterval(
    () => world.people.forEach((person) => sample(world, person.label)),
    sampleEvery(options.minutes),
  )
  const began = { at: Date.now(), cpu: cpuOfAll(world) }
  const end = began.at + options.minutes * 60_000
  let [told, met] = [began.at, began.at]
  let bag: string[] = []
  while (Date.now() < end) {
    if (bag.length === 0) bag = shuffle(world)
    const name = bag.pop()!
    await settle(world)
    if (await DEEDS[name]!(world)) world.done.set(name, (world.done.get(name) ?? 0) + 1)
    await pause(world, began)
    if (Date.now() - told > 60_000) {
      told += 60_000
      await readTold(world)
      say(progress(world, Math.round((Date.now() - began.at) / 60_000), began))
    }
    if (Date.now() - met > CONVERGE_EVERY && end - Date.now() > CONVERGE_EVERY / 2) {
      met = Date.now()
      await converge(world)
    }
  }
  await converge(world)
  await readTold(world)
  // What upkeep throws away follows in its own time.
  await delay(Math.min(10_000, 1_000 * options.minutes))
  clearInterval(sampling)
  world.complain(...world.people.flatMap((person) => tooMuch(world, person)))
  for (const person of world.people)
    await person.node
      .stop()
      .catch((error: unknown) => void world.complain(`${person.label}: ${String(error)}`))
}

function sample({ lives }: World, label: string): void {
  const life = lives.findLast((one) => one.label === label)
  if (life) look(life)
}

function shuffle({ random, isApart }: World): string[] {
  const cards = Object.entries(SHARES)
    .filter(([name]) => isApart || name !== 'full disk')
    .flatMap(([name, count]) => Array.from({ length: count }, () => name))
  for (let index = cards.length - 1; index > 0; index--) {
    const other = random.below(index + 1)
    ;[cards[index], cards[other]] = [cards[other]!, cards[index]!]
  }
  return cards
}

function progress(world: World, minutes: number, began: { at: number; cpu: number }): string {
  const latest = world.people.flatMap(
    ({ label }) => world.lives.findLast((one) => one.label === label)?.samples.at(-1) ?? [],
  )
  const most = (of: (one: (typeof latest)[number]) => number) => Math.max(0, ...latest.map(of))
  const deeds = [...world.done.values()].reduce((sum, count) => sum + count, 0)
  const share = (cpuOfAll(world) - began.cpu) / ((Date.now() - began.at) / 1_000)
  return (
    `${minutes} min: ${deeds} deeds, ${world.commits} commits, ${world.projects.length} projects; at most ` +
    `${(most((one) => one.held ?? 0) / 1e6).toFixed(1)} MB held, ${(most((one) => one.resident) / 1e6).toFixed(0)} MB resident, ` +
    `${most((one) => one.descriptors)} descriptors; ${share.toFixed(2)} of a core; ${world.problems.length} problems`
  )
}
