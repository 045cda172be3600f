/** One project as the disk has it. What is damaged is set aside, what can't be read stays; both are told, nothing goes. */
import { join } from 'node:path'
import type { Hex } from '../../shared/model.ts'
import { readJson } from './json-file.ts'
import { loadLists, type StoredLists } from './load-lists.ts'
import { projectRecordSchema, type ProjectRecord } from './project-record.ts'
import { createTroubles, type ProjectTrouble, type Troubles } from './project-trouble.ts'
import { listPatiently, readPatiently } from './read-patiently.ts'
import { salvageRecord, type Salvaged } from './salvage-record.ts'
import { DAMAGED } from './set-aside.ts'

export interface StoredProject {
  /** `seq` is at least the highest number that a list of it was ever kept under. */
  readonly record: ProjectRecord
  /** The newest list that can be used, verified again; null until it is learnt from a peer. */
  readonly known: StoredLists['known']
  readonly trouble: ProjectTrouble | null
}

/** @returns null where there is no project */
export async function loadProject(folder: string, hash: Hex): Promise<StoredProject | null> {
  const troubles = createTroubles()
  const found = await loadRecord(folder, troubles)
  if (!found) return null
  const { known, highest } = await loadLists(folder, hash, troubles)
  const whole = projectRecordSchema.safeParse(found)
  const record = whole.success && whole.data.repoHash === hash ? whole.data : rebuilt(hash, found, known)
  return { record: { ...record, seq: Math.max(record.seq, highest) }, known, trouble: troubles.all() }
}

/** The fields of the record, as far as they can be had; null where there never was one. */
async function loadRecord(folder: string, troubles: Troubles): Promise<Partial<ProjectRecord> | null> {
  const path = join(folder, 'project.json')
  let salvaged: Salvaged | null = null
  try {
    const record = await readJson(path, projectRecordSchema, (text, content) => {
      salvaged = salvageRecord(content)
      troubles.damaged(text, !salvaged.isEnough)
    })
    if (record) return record
    if (salvaged) return (salvaged as Salvaged).fields
    // Set aside by a node that ended before it had kept what it made of it.
    const aside = (await listPatiently(folder)).filter(
      (name) => name.startsWith('project.json.') && DAMAGED.test(name),
    )
    if (aside.length === 0) return null
    troubles.damaged(`${path} was damaged`, true)
    return salvageRecord(String(await readPatiently(join(folder, aside.sort().at(-1)!)))).fields
  } catch (error) {
    troubles.unread(path, error, true)
    return {}
  }
}

/** A record of what is still known. An empty path: nobody knows where its repository is. */
const rebuilt = (repoHash: Hex, fields: Partial<ProjectRecord>, known: StoredLists['known']): ProjectRecord =>
  projectRecordSchema.parse({
    role: 'joiner',
    name: known?.references.name ?? repoHash.slice(0, 8),
    description: known?.references.description ?? '',
    path: '',
    state: 'failed',
    since: Date.now(),
    ...fields,
    repoHash,
  })
