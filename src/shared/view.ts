/** Which screen is shown. It lives in the address's fragment, so that a reload, Back and links work. */
export type View =
  | { readonly name: 'nearby' }
  | { readonly name: 'activity' }
  | { readonly name: 'settings' }
  | { readonly name: 'doctor' }
  | { readonly name: 'project'; readonly repoHash: string; readonly tab?: ProjectTab }

export const PROJECT_TABS = ['commits', 'people', 'swarm', 'files'] as const
/** A part of a project's page; the first unless told otherwise. */
export type ProjectTab = (typeof PROJECT_TABS)[number]

export const hrefOf = (view: View) =>
  view.name === 'project' ? `#/project/${view.repoHash}${view.tab ? `/${view.tab}` : ''}` : `#/${view.name}`

/** The view of a fragment; Nearby for anything else. */
export function viewOf(fragment: string): View {
  const [, name, repoHash, part] = fragment.split('/')
  if (name === 'project' && /^[0-9a-f]{40}$/.test(repoHash ?? '')) {
    const tab = PROJECT_TABS.find((each) => each === part)
    return { name, repoHash: repoHash!, ...(tab && { tab }) }
  }
  if (name === 'activity' || name === 'settings' || name === 'doctor') return { name }
  return { name: 'nearby' }
}
