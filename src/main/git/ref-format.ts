/** The rules of git-check-ref-format(1), needed where no git program is at hand. */

// Space, the characters with a meaning in revisions and globs, and control characters.
const FORBIDDEN = /[\u0000-\u0020\u007f~^:?*[\\]/

/**
 * Whether git would take `name` as a full reference name, such as "refs/heads/main".
 * A name with one component only ("main") is refused, as git does without --allow-onelevel.
 */
export function isValidRefName(name: string): boolean {
  const components = name.split('/')
  return (
    components.length > 1 &&
    components.every(
      (component) => component !== '' && !component.startsWith('.') && !component.endsWith('.lock'),
    ) &&
    !FORBIDDEN.test(name) &&
    !name.includes('..') &&
    !name.includes('@{') &&
    !name.endsWith('.') &&
    !/\p{Cs}/u.test(name)
  )
}
