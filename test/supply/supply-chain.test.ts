/** What others wrote and this project runs or hands out: which, how many, under which licences, and that it is what was chosen. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BUNDLED, nameOf, shippedPackages, type Lock } from '../../scripts/supply/shipped.mjs'
import { thirdParty } from '../../scripts/supply/third-party.mjs'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const manifest = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
}
const lock = JSON.parse(read('package-lock.json')) as Lock
const locked = Object.entries(lock.packages).filter(([place]) => place !== '')

/** Handed out: nothing that asks more than to be named. */
const SHIPPED_LICENCES = [
  ...['MIT', 'ISC', 'Apache-2.0', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'OFL-1.1'],
  ...['BlueOak-1.0.0', 'Python-2.0'],
]
/** Tools besides: MPL and the like hold for changes to themselves, and they aren't handed out. */
const TOOL_LICENCES = [...SHIPPED_LICENCES, ...['MPL-2.0', 'CC-BY-4.0', 'WTFPL', 'CC0-1.0', 'Zlib']]
/** With scripts that npm would run when they are installed, and why nothing is lost when it doesn't (.npmrc). */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {
  'electron-winstaller': 'chooses a 7-Zip for Squirrel installers, of which we make none',
}
/** More than there are now; who adds packages looks at docs/decisions, and changes this with a reason. */
const MOST_SHIPPED = 190

const termsOf = (license = 'none') => license.replace(/[()]/g, '').split(/ (?:AND|OR) /)

describe('what is installed is what was chosen', () => {
  it('each dependency is one version, and the lock file has it', () => {
    for (const kind of ['dependencies', 'devDependencies'] as const) {
      expect(lock.packages['']?.[kind]).toEqual(manifest[kind])
      for (const [name, version] of Object.entries(manifest[kind])) {
        expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
        expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
      }
    }
    expect(read('.npmrc')).toMatch(/^save-exact=true$/m)
  })

  it('each package comes from the registry, with the hash of its bytes', () => {
    expect(lock.lockfileVersion).toBe(3)
    expect(locked.length).toBeGreaterThan(100)
    for (const [place, { integrity, resolved, link }] of locked) {
      expect(integrity, place).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/)
      expect(resolved ?? 'https://registry.npmjs.org/', place).toMatch(/^https:\/\/registry\.npmjs\.org\//)
      expect(link, place).toBeUndefined()
    }
  })

  it('no package runs anything when it is installed', () => {
    const scripted = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([place]) => nameOf(place))
    expect(scripted.sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort())
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })
})

describe('what is handed out', () => {
  const shipped = shippedPackages(lock)
  const names = shipped.map(nameOf)

  it('is all that the program and the window load', () => {
    for (const [place, { dev }] of locked)
      if (!dev && !nameOf(place).startsWith('@types/')) expect(shipped, place).toContain(place)
    const imported = new Set(sources('src').flatMap(importsOf))
    const tools = ['electron', 'fast-check', 'vitest']
    for (const name of imported) expect([...names, ...tools], name).toContain(name)
    for (const name of BUNDLED) expect(manifest.devDependencies, name).toHaveProperty([name])
  })

  it('is under licences that ask for no more than to be named, and listed', () => {
    for (const place of shipped) {
      const terms = termsOf(lock.packages[place]?.license)
      // Of several by "or" one will do; those by "and" are all of this kind as well.
      expect(
        terms.every((term) => [...SHIPPED_LICENCES, 'Zlib'].includes(term)),
        `${place}: ${terms.join()}`,
      ).toBe(true)
    }
    expect(read('THIRD-PARTY.md'), 'run npm run licences').toBe(thirdParty(lock))
  })

  it('is few', () => {
    expect(new Set(names).size).toBeLessThanOrEqual(MOST_SHIPPED)
    expect(Object.keys(manifest.dependencies)).toHaveLength(9)
  })
})

it('no tool is under a licence that is unknown', () => {
  for (const [place, { license }] of locked)
    expect(
      termsOf(license).some((term) => TOOL_LICENCES.includes(term)),
      `${place}: ${license}`,
    ).toBe(true)
})

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => read(join(folder, name)))
}

/** Names of packages that a file imports. */
const importsOf = (text: string): readonly string[] =>
  [...text.matchAll(/(?:from|import\(?) ?'([@\w][\w@./-]*)'/g)]
    .map(([, path = '']) => path)
    .filter((path) => !path.startsWith('node:'))
    .map((path) =>
      path
        .split('/')
        .slice(0, path.startsWith('@') ? 2 : 1)
        .join('/'),
    )
