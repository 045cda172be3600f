/** Which screen is shown. It lives in the address's fragment, so that a reload, Back and links work. */
export type View =
  | { readonly name: 'nearby' }
  | { readonly name: 'activity' }
  | { readonly name: 'settings' }
  | { readonly name: 'project'; readonly repoHash: string }

export const hrefOf = (view: View) =>
  view.name === 'project' ? `#/project/${view.repoHash}` : `#/${view.name}`

/** The view of a fragment; Nearby for anything else. */
export function viewOf(fragment: string): View {
  const [, name, repoHash] = fragment.split('/')
  if (name === 'project' && /^[0-9a-f]{40}$/.test(repoHash ?? '')) return { name, repoHash: repoHash! }
  if (name === 'activity' || name === 'settings') return { name }
  return { name: 'nearby' }
}
