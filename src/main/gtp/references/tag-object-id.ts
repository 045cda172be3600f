import type { Hex } from '../../../shared/model.ts'
import { gitObjectId } from '../git-object.ts'
import type { ObjectFormat } from '../types.ts'

/** The name that git gives to a tag object of these bytes, in a repository of this format. */
export const tagObjectId = (object: Uint8Array, format: ObjectFormat): Hex =>
  gitObjectId('tag', object, format)
