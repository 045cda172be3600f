import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import { makeReport, type Answers } from '../host/report/make-report.ts'
import { dataDirOf, print, withNode, type CommonOptions } from './command.ts'

/**
 * Writes a report of the node, or of what it left where none runs.
 * @param file true: one in the working directory, with the time in its name. An existing file is not overwritten.
 */
export async function writeReport(options: CommonOptions, file: string | true): Promise<void> {
  const now = Date.now()
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')
  const path = resolve(file === true ? `gittorrent-report-${stamp}.txt` : file)
  const text = await makeReport(dataDirOf(options), await ask(options), now)
  await writeFile(path, text, { mode: 0o600, flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new AppError('BAD_INPUT', `${path} is there already`, 'give the name of a new file')
  })
  print(options, { report: path, bytes: Buffer.byteLength(text) }, [
    `The report is in ${path}`,
    'It has no keys, tokens or contents of files. Read it, then attach it to your bug report.',
  ])
}

async function ask(options: CommonOptions): Promise<Answers | null> {
  try {
    return await withNode(options, async (node) => {
      const [{ checks }, state, storage] = await Promise.all([
        node.call('doctor', {}),
        node.call('status', {}),
        node.call('storage', {}),
      ])
      return { checks, state, storage }
    })
  } catch (error) {
    if (AppError.of(error).code === 'NODE_NOT_RUNNING') return null
    throw error
  }
}
