import { nameOf, shippedPackages } from './shipped.mjs'

/**
 * The text of THIRD-PARTY.md.
 * @param {import('./shipped.mjs').Lock} lock
 */
export function thirdParty(lock) {
  const rows = shippedPackages(lock).map((place) => {
    const { version, license } = lock.packages[place] ?? {}
    return `- ${nameOf(place)} ${version}: ${license}`
  })
  const unique = [...new Set(rows)]
  return [
    '# Packages of others',
    '',
    'Their code is handed out with the product: in its node_modules, or within the window’s files. Made from the lock file by',
    '`npm run licences`. A desktop package has Electron and Chromium besides, whose licences lie beside it.',
    '',
    ...unique,
    '',
  ].join('\n')
}
