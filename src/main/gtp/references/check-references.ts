/** What must hold of references before they are signed and after they were parsed (GTP/0.2 section 5). */
import type { Hex } from '../../../shared/model.ts'
import { compareUtf8, isHex } from '../bytes.ts'
import {
  HASH_BYTES,
  MAX_AUTHOR,
  MAX_DESCRIPTION,
  MAX_NAME,
  MAX_NICKNAME,
  MAX_REFS,
  MAX_ROOTS,
  MAX_SUBJECT,
  MAX_TIME,
} from '../limits.ts'
import { REPO_HASH_BYTES } from '../repo-info.ts'
import { checkNickname, checkText } from '../text.ts'
import { GtpError, type ObjectFormat, type Ref, type References } from '../types.ts'
import { checkReels } from './check-reels.ts'
import { isSafeRefName } from './ref-name.ts'

/** Bytes of an object's name. */
export const OID_BYTES: Readonly<Record<ObjectFormat, number>> = { sha1: 20, sha256: 32 }

/** Throws GtpError 'references' or 'limit' that says what is wrong. */
export function checkReferences(references: References): void {
  const { head, latest, name, description, objectFormat, reels, refs, roots, tagger } = references
  checkBinding(references)
  checkText(name, MAX_NAME, 'references', 'the name')
  checkText(description, MAX_DESCRIPTION, 'references', 'the description', 'may be empty')
  checkRefs(refs, objectFormat)
  checkHead(references)
  if (!head.startsWith('refs/heads/')) throw bad('HEAD does not name a branch')
  if (latest) {
    checkText(latest.subject, MAX_SUBJECT, 'references', 'the subject', 'may be empty')
    checkText(latest.author, MAX_AUTHOR, 'references', 'the author', 'may be empty')
    checkTime(latest.time)
  }
  checkRoots(roots, objectFormat)
  checkReels(reels, OID_BYTES[objectFormat])
  checkNickname(tagger.name, MAX_NICKNAME, 'references', 'the nickname')
  if (!isHex(tagger.peerId, REPO_HASH_BYTES)) throw bad("the tagger's peer ID is not 40 hex digits")
  checkTime(tagger.time)
}

function checkBinding({ repoHash, seq, previous, object, objectType, objectFormat }: References): void {
  if (!isHex(repoHash, REPO_HASH_BYTES)) throw bad('the repo hash is not 40 hex digits')
  if (!Number.isSafeInteger(seq) || seq < 1) throw bad('the sequence number is not a whole number above zero')
  if (previous !== null && !isHex(previous, HASH_BYTES))
    throw bad("the predecessor's digest is not 64 hex digits")
  if ((previous === null) !== (objectType === 'commit')) {
    throw bad('the first object points at a commit, and each later one at its predecessor')
  }
  if (!isHex(object, OID_BYTES[objectFormat])) throw bad('the object is not named in the given format')
}

function checkRefs(refs: readonly Ref[], format: ObjectFormat): void {
  if (refs.length === 0) throw bad('there are no refs')
  if (refs.length > MAX_REFS) throw new GtpError('limit', `there are more than ${MAX_REFS} refs`)
  const names = new Set(refs.map(({ name }) => name))
  refs.forEach((ref, at) => {
    if (!isSafeRefName(ref.name)) throw bad(`the ref name ${JSON.stringify(ref.name)} is not safe`)
    const before = refs[at - 1]
    if (before && compareUtf8(before.name, ref.name) >= 0) throw bad('refs are unsorted or repeated')
    if (!isHex(ref.oid, OID_BYTES[format])) throw bad(`${ref.name} is not an object of the given format`)
    checkPeeled(ref, format)
    checkParents(ref.name, names)
  })
}

function checkRoots(roots: readonly Hex[], format: ObjectFormat): void {
  if (roots.length > MAX_ROOTS) throw new GtpError('limit', `there are more than ${MAX_ROOTS} roots`)
  roots.forEach((root, at) => {
    if (!isHex(root, OID_BYTES[format])) throw bad('a root is not an object of the given format')
    if (at > 0 && roots[at - 1]! >= root) throw bad('roots are unsorted or repeated')
  })
}

function checkPeeled({ name, peeled }: Ref, format: ObjectFormat): void {
  if (peeled === undefined) return
  if (!name.startsWith('refs/tags/')) throw bad(`${name} is a branch and can't be an annotated tag`)
  if (!isHex(peeled, OID_BYTES[format])) throw bad(`${name} peels to something of another format`)
}

/** A ref is a file on disk: x and x/y exclude one another. */
function checkParents(name: string, names: ReadonlySet<string>): void {
  for (let slash = name.lastIndexOf('/'); slash > 0; slash = name.lastIndexOf('/', slash - 1)) {
    const parent = name.slice(0, slash)
    if (names.has(parent)) throw bad(`${parent} and ${name} exclude one another`)
  }
}

function checkHead({ head, refs, object, objectType }: References): void {
  const ref = refs.find(({ name }) => name === head)
  if (!ref) throw bad('HEAD is not one of the refs')
  if (objectType === 'commit' && object !== ref.oid)
    throw bad("the first object does not point at HEAD's commit")
}

function checkTime(time: number): void {
  if (!Number.isInteger(time) || time < 0 || time > MAX_TIME) throw bad(`${time} is not a time`)
}

function bad(what: string): GtpError {
  return new GtpError('references', what)
}
