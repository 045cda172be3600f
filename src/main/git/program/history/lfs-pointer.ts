import type { Hex } from '../../../../shared/model.ts'

/** Bytes of a pointer: Git LFS takes no longer ones for such. */
export const MAX_POINTER = 1024

const POINTER =
  /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d{1,15})\n?$/

/** What a pointer file of Git LFS stands for; null where it is none. */
export function lfsPointer(text: string): { readonly sha256: Hex; readonly bytes: number } | null {
  const [, sha256, bytes] = POINTER.exec(text) ?? []
  return sha256 ? { sha256, bytes: Number(bytes) } : null
}
