/** One text for a bug report: what runs, what works, what happened; no key, no token, and nothing of anybody's files. */
import { cpus, homedir, release, totalmem } from 'node:os'
import type { Check } from '../../../shared/doctor-model.ts'
import type { AppState, NodeView, Project } from '../../../shared/model.ts'
import { redact } from '../../../shared/redact.ts'
import type { StorageView } from '../../../shared/storage-model.ts'
import { VERSION } from '../version.ts'
import { listFolder } from './list-folder.ts'
import { ownSecrets } from './own-secrets.ts'
import { tailLogs } from './tail-logs.ts'

/** What the running node answered; null where none runs. */
export interface Answers {
  readonly checks: readonly Check[]
  readonly state: AppState
  readonly storage: StorageView
}

const ABOUT = `A report of GitTorrent, to be attached to a bug report.

It has no keys, no tokens, no contents of files, no messages of commits. It has names of projects and people in the log, addresses
on your network, and names of files in GitTorrent's own directory. Read it before you give it away.`

/** @param now Unix milliseconds */
export async function makeReport(dataDir: string, answers: Answers | null, now: number): Promise<string> {
  const sections = [
    ['Program', json({ version: VERSION, made: new Date(now).toISOString(), ...machine() })],
    ['Node', answers ? json(nodeOf(answers.state.node.self)) : 'No node runs in this data directory.'],
    ['What works', answers ? json(answers.checks) : ''],
    ['Projects', answers ? Object.values(answers.state.projects).map(projectOf).map(line).join('\n') : ''],
    [
      'Connections',
      answers ? Object.values(answers.state.connections).map(connectionOf).map(line).join('\n') : '',
    ],
    ['Storage', answers ? json({ ...answers.storage, projects: answers.storage.projects.length }) : ''],
    ['Data directory', (await listFolder(dataDir)).join('\n')],
    ['Log', (await tailLogs(dataDir)).trimEnd()],
  ] as const
  const text = [ABOUT, ...sections.map(([title, body]) => `## ${title}\n\n${body || '-'}`)].join('\n\n')
  return `${redact(text, await ownSecrets(dataDir), homedir())}\n`
}

const json = (value: unknown) => JSON.stringify(value, null, 2)
const line = (value: unknown) => JSON.stringify(value)

function machine() {
  const { platform, arch, versions } = process
  return { platform, release: release(), arch, node: versions.node, cpus: cpus().length, memory: totalmem() }
}

/** Named one by one: what is added to the state is in no report before somebody has thought about it. */
const nodeOf = (node: NodeView) => ({
  peerId: node.peerId,
  port: node.port,
  discovery: node.discovery,
  peers: node.peers,
  git: node.gitVersion,
  version: node.version,
  dataDir: node.dataDir,
  clonesDir: node.clonesDir,
  uploadLimit: node.uploadLimit,
  downloadLimit: node.downloadLimit,
  storeQuota: node.storeQuota,
  wantedInterfaces: node.wantedInterfaces,
  availableInterfaces: node.availableInterfaces,
  trackers: node.trackers.length,
  guestAccess: node.guestAccess,
  wantedPort: node.wantedPort,
})

const projectOf = (project: Project) => ({
  repoHash: project.repoHash,
  role: project.role,
  state: project.state,
  phase: project.phase,
  progress: project.progress,
  paused: project.paused,
  seq: project.seq,
  branches: project.heads.length,
  autoMerge: project.autoMerge,
  transfer: project.transfer,
  remotes: project.remotes.map(({ relation, online, muted, trouble }) => ({
    relation,
    online,
    muted,
    trouble,
  })),
  error: project.error,
})

const connectionOf = ({ peerId, address, repos }: AppState['connections'][string]) => ({
  peerId,
  address,
  repos: repos.length,
})
