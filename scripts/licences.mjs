/**
 * `npm run licences`: writes THIRD-PARTY.md, the packages of others that the product hands out with their licences, from the lock
 * file. A test holds the two to one another.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { thirdParty } from './supply/third-party.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
writeFileSync(join(root, 'THIRD-PARTY.md'), thirdParty(lock))
