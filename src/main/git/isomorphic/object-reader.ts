/** Objects of one repository, through isomorphic-git. */
import fs from 'node:fs'
import * as git from 'isomorphic-git'
import { AppError } from '../../../shared/errors.ts'
import type { Hex } from '../../../shared/model.ts'

export type ObjectType = 'commit' | 'tree' | 'blob' | 'tag'

export interface GitObject {
  readonly type: ObjectType
  readonly content: Uint8Array
}

/** Bytes read before the cache is dropped: isomorphic-git keeps what it unfolds for as long as the cache lives. */
const RENEW_CACHE_AFTER = 128 * 1024 * 1024

export class ObjectReader {
  #cache = {}
  #read = 0

  /** @param gitDir the directory that has `objects` */
  constructor(readonly gitDir: string) {}

  /** Throws GIT_FAILED when the object is missing or damaged. */
  async read(oid: Hex): Promise<GitObject> {
    if (this.#read > RENEW_CACHE_AFTER) {
      this.#cache = {}
      this.#read = 0
    }
    try {
      const { type, object } = await git.readObject({
        fs,
        gitdir: this.gitDir,
        oid,
        format: 'content',
        cache: this.#cache,
      })
      const content = object as Uint8Array
      this.#read += content.length
      return { type: type as ObjectType, content }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw new AppError(
        'GIT_FAILED',
        `object ${oid} can't be read: ${why}`,
        'check the repository with git fsck',
      )
    }
  }
}
