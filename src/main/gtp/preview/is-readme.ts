/** Best first: what is written to be read by people is rendered, other text is shown as it is. */
const ORDER = [/^readme\.(md|markdown)$/i, /^readme$/i, /^readme\.(txt|rst|adoc|org)$/i]

/** Whether a file of this name in the root folder introduces the project. */
export const isReadme = (name: string): boolean => ORDER.some((pattern) => pattern.test(name))

/** The one that introduces it best. */
export function chooseReadme<T extends { readonly name: string }>(files: readonly T[]): T | undefined {
  const rank = ({ name }: T) => ORDER.findIndex((pattern) => pattern.test(name))
  return files.filter(({ name }) => isReadme(name)).sort((a, b) => rank(a) - rank(b))[0]
}
