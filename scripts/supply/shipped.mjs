/**
 * Development dependencies whose code the build takes into the window, beside those that are `dependencies`.
 */
export const BUNDLED = [
  ...['@fontsource-variable/inter', '@fontsource/jetbrains-mono', 'highlight.js', 'htmlparser2'],
  ...['lucide-react', 'marked', 'radix-ui', 'react', 'react-dom', 'zustand'],
]

/**
 * @typedef {{ version?: string, license?: string, dev?: boolean, optional?: boolean, integrity?: string, resolved?: string,
 *   link?: boolean, hasInstallScript?: boolean, dependencies?: Record<string, string> }} Locked
 * @typedef {{ lockfileVersion: number, packages: Record<string, Locked> }} Lock
 */

/**
 * All packages whose code is handed out, by their places in node_modules: what `dependencies` and BUNDLED bring with them. Electron
 * itself, which a package is made around, comes with its own licences.
 * @param {Lock} lock
 * @returns {readonly string[]}
 */
export function shippedPackages({ packages }) {
  const root = Object.keys(packages['']?.dependencies ?? {})
  /** @type {Set<string>} */
  const found = new Set()
  const waiting = [...root, ...BUNDLED].map((name) => `node_modules/${name}`)
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (found.has(place)) continue
    found.add(place)
    for (const name of Object.keys(packages[place]?.dependencies ?? {})) {
      const inner = resolvePackage(packages, place, name)
      if (inner !== null) waiting.push(inner)
    }
  }
  return [...found].filter((place) => !nameOf(place).startsWith('@types/')).sort()
}

/** As Node looks for it: in the package's own node_modules first, then in those above. */
function resolvePackage(
  /** @type {Record<string, Locked>} */ packages,
  /** @type {string} */ from,
  /** @type {string} */ name,
) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (packages[place]) return place
    if (at === '') return null
  }
}

/** @param {string} place */
export const nameOf = (place) => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
