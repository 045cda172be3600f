import type { Hex } from '../../../shared/model.ts'
import { concatBytes, encodeUtf8 } from '../bytes.ts'
import { sha1, sha256 } from '../crypto.ts'
import type { ObjectFormat } from '../types.ts'

/** The name that git gives to a tag object of these bytes, in a repository of this format. */
export function tagObjectId(object: Uint8Array, format: ObjectFormat): Hex {
  const whole = concatBytes([encodeUtf8(`tag ${object.length}\0`), object])
  return format === 'sha1' ? sha1(whole) : sha256(whole)
}
