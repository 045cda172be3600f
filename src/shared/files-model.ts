/** A project's files as shells show them; as model.ts otherwise. */
import type { CommitRow, Hex } from './model.ts'

/** What one folder of a commit's tree has in it, in git's order. */
export interface TreeListing {
  /** The commit that was looked at. */
  readonly commit: Hex
  readonly entries: readonly TreeEntry[]
  /** Whether there are more than are listed. */
  readonly more: boolean
}

/** When each entry of a folder was last touched. */
export interface LastCommits {
  readonly entries: readonly { readonly name: string; readonly commit: CommitRow }[]
  /** False where the search ended before all were found. */
  readonly complete: boolean
}

export interface TreeEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'link' | 'submodule'
  /** Against the user's HEAD: `differs`, or `added`: only here. Null: the same. */
  readonly change: 'differs' | 'added' | null
}

/** Types of pictures that are shown. SVG is none of them: it is text that may keep a window busy for ever. */
export type PictureType = `image/${'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'bmp' | 'x-icon'}`

export interface Picture {
  readonly kind: 'picture'
  readonly bytes: number
  readonly type: PictureType
  readonly base64: string
}

/** One file at a ref, as far as it can be shown. */
export type FileContent =
  | { readonly kind: 'text'; readonly bytes: number; readonly text: string }
  | Picture
  | { readonly kind: 'binary' | 'too large'; readonly bytes: number }
  /** A pointer of Git LFS; `bytes`: of what it points to, which git doesn't have. */
  | { readonly kind: 'lfs'; readonly bytes: number; readonly sha256: Hex }
  | { readonly kind: 'link'; readonly target: string }
  /** A commit of another repository. */
  | { readonly kind: 'submodule'; readonly commit: Hex }
  | { readonly kind: 'folder' }
