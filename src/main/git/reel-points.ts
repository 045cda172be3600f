/** What the packs of a selection need and give (GTP/0.2 section 6): points sorted by object ID, each once. */
import type { ReelPoint } from '../gtp/types.ts'
import type { Selection } from './types.ts'

interface Points {
  readonly needs: readonly ReelPoint[]
  readonly gives: readonly ReelPoint[]
}

/** HEAD's commit and tree, behind a shallow boundary. */
export const tipPoints = ({ headCommit }: Selection): Points => ({
  needs: [],
  gives: [{ oid: headCommit, shallow: true }],
})

/** All the rest: with the tip beneath, every ref is whole. */
export const historyPoints = (selection: Selection): Points => ({
  needs: [{ oid: selection.headCommit, shallow: true }],
  gives: everyRef(selection),
})

/** One pack that holds everything: HEAD's commit is the only one there is. */
export const wholePoints = (selection: Selection): Points => ({ needs: [], gives: everyRef(selection) })

/** Whether HEAD's commit, given its parents, is all that the selection reaches, so that a tip pack is the whole. */
export const isWholeInTip = ({ refs, headCommit }: Selection, parentsOfHead: readonly string[]): boolean =>
  parentsOfHead.length === 0 && refs.every(({ oid, peeled }) => (peeled ?? oid) === headCommit)

function everyRef({ refs }: Selection): readonly ReelPoint[] {
  const oids = new Set(refs.map(({ oid }) => oid))
  return [...oids].sort().map((oid) => ({ oid, shallow: false }))
}
