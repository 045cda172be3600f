import { expect, it } from 'vitest'
import { encodeMetainfo } from '../../gtp/metainfo.ts'
import { fakeProject } from '../../../../test/simulator/fake-project.ts'
import { decodeRepoInfo } from '../../gtp/repo-info.ts'
import { learnProjects } from './learn-projects.ts'

const settle = () => new Promise((resolve) => setImmediate(resolve))
const place = (address: string) => ({ peerId: 'aa'.repeat(20), address, port: 7411 })

const metainfoOf = ({ info, references }: ReturnType<typeof fakeProject>) =>
  encodeMetainfo({
    repo: decodeRepoInfo(info),
    references: [references.bytes],
    trackers: [],
    createdBy: 'test',
  })

function makeLearner(answer: (address: string) => Uint8Array) {
  let now = 0
  const asked: string[] = []
  const projects = learnProjects(
    (address) => {
      asked.push(address)
      return Promise.resolve().then(() => answer(address))
    },
    () => now,
  )
  return { projects, asked, pass: (ms: number) => (now += ms) }
}

it('asks once a minute, believes what proves itself, and never goes back to older references', async () => {
  const [first, second] = [fakeProject(7, 3, 1), fakeProject(7, 3, 2)]
  const { projects, asked, pass } = makeLearner((address) =>
    address === '10.0.0.1' ? metainfoOf(second) : metainfoOf(first),
  )
  const { repo } = first
  projects.ask(repo, place('10.0.0.1'))
  projects.ask(repo, place('10.0.0.2'))
  await settle()
  expect(asked).toEqual(['10.0.0.1'])
  expect(projects.get(repo)).toMatchObject({ name: 'pocket-sql', seq: 2 })
  pass(60_000)
  projects.ask(repo, place('10.0.0.2'))
  await settle()
  expect(asked).toHaveLength(2)
  expect(projects.get(repo)?.seq).toBe(2)
})

it('takes nothing that is of another project or no metainfo', async () => {
  const { projects, pass } = makeLearner((address) =>
    address === '10.0.0.1' ? metainfoOf(fakeProject(8, 3)) : new Uint8Array(20),
  )
  const { repo } = fakeProject(7, 3)
  for (const address of ['10.0.0.1', '10.0.0.2']) {
    projects.ask(repo, place(address))
    await settle()
    pass(60_000)
  }
  expect(projects.get(repo)).toBeNull()
})

it('has few questions under way, however many projects are announced', async () => {
  let answered: () => void = () => undefined
  const asked: string[] = []
  const projects = learnProjects(
    (address) => {
      asked.push(address)
      return new Promise((_resolve, reject) => (answered = () => reject(new Error('away'))))
    },
    () => 0,
  )
  for (let number = 0; number < 5_000; number++)
    projects.ask(number.toString(16).padStart(40, '0'), place(`10.0.0.${number % 250}`))
  expect(asked).toHaveLength(4)
  answered()
  await settle()
  expect(asked).toHaveLength(5)
})
