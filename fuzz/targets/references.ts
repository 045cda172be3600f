/** Signed references, and the keys and signatures in them. */
import { EXAMPLE_INFO } from '../../test/gtp/example.ts'
import { encodeUtf8 } from '../../src/main/gtp/bytes.ts'
import { spkiFromOpensshKey } from '../../src/main/gtp/openssh-key.ts'
import { buildReferencesPayload } from '../../src/main/gtp/references/build-payload.ts'
import { parseReferences } from '../../src/main/gtp/references/parse-references.ts'
import { isSafeRefName } from '../../src/main/gtp/references/ref-name.ts'
import { verifyReferences } from '../../src/main/gtp/references/verify-references.ts'
import { decodeSshsig, encodeSshsig } from '../../src/main/gtp/sshsig.ts'
import keys from '../../src/main/gtp/vectors/keys.json' with { type: 'json' }
import vector from '../../src/main/gtp/vectors/references.json' with { type: 'json' }
import { isValidRefName } from '../../src/main/git/ref-format.ts'
import { must, refusedBy, type Target } from '../target.ts'
import { isGtpError } from './formats.ts'

const text = new TextDecoder()
const object = encodeUtf8(vector.object)
const armour = vector.object.slice(vector.object.indexOf('-----BEGIN'))

export const references: Target = {
  name: 'references',
  words: [
    ...[
      '\nref ',
      '\nreel ',
      '\nneeds ',
      '\ngives ',
      '\nroot ',
      '\nseq ',
      '\nhead ',
      '\nname ',
      'refs/heads/',
      'refs/tags/',
    ],
    ...[
      '^{}',
      '\ntagger ',
      ' +0000',
      '\nprevious ',
      '-----BEGIN SSH SIGNATURE-----',
      'object ',
      'type commit',
    ],
  ],
  seeds: () => [object],
  run(input) {
    refusedBy(isGtpError, () => verifyReferences(input, EXAMPLE_INFO))
    const found = refusedBy(isGtpError, () => parseReferences(input))
    if (found === null) return
    for (const { name } of found.references.refs) must(isSafeRefName(name), 'a ref may leave its place')
    // What was parsed is what would have been written.
    const again = buildReferencesPayload(found.references)
    must(text.decode(input).startsWith(text.decode(again)), 'references have two forms')
  },
}

export const signatures: Target = {
  name: 'signatures',
  words: [
    '-----BEGIN SSH SIGNATURE-----\n',
    '\n-----END SSH SIGNATURE-----\n',
    'U1NIU0lH',
    '=',
    'ecdsa-sha2-nistp256 ',
    'AAAA',
  ],
  seeds: () => [encodeUtf8(armour), encodeUtf8(keys.alice.publicKey)],
  run(input) {
    const written = text.decode(input)
    const found = refusedBy(isGtpError, () => decodeSshsig(written))
    if (found !== null) must(encodeSshsig(found).trim() === written.trim(), 'a signature has two forms')
    refusedBy(isGtpError, () => spkiFromOpensshKey(written))
  },
}

export const refNames: Target = {
  name: 'ref-names',
  words: [
    'refs/',
    'heads/',
    'tags/',
    'refs/heads/',
    '..',
    '.lock',
    '@{',
    '/',
    '//',
    '\\',
    '-',
    'HEAD',
    '~',
    '^',
    ':',
    '*',
    '.',
  ],
  seeds: () => ['refs/heads/main', 'refs/tags/v1.0', 'refs/heads/feature/x'].map(encodeUtf8),
  longest: 600,
  run(input) {
    const name = text.decode(input)
    if (!isSafeRefName(name)) return
    must(isValidRefName(name), 'a name is safe that git refuses')
    must(
      /^refs\/(heads|tags)\/[^-]/.test(name) && !name.split('/').includes('..'),
      'a ref may leave its place',
    )
  },
}
