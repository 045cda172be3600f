import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { peerIdOf } from '../gtp/crypto.ts'
import { createCertificate } from './create-certificate.ts'
import { identityOfPeer } from './peer-identity.ts'

const pemOf = (namedCurve: string) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

describe('the certificate of an identity key', () => {
  it('is self-signed, carries the key, and tells nothing else', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const now = Date.UTC(2026, 6, 1)
    const certificate = new X509Certificate(await createCertificate(privateKey, now))
    expect(certificate.verify(publicKey)).toBe(true)
    expect(certificate.checkPrivateKey(privateKey)).toBe(true)
    expect([certificate.subject, certificate.issuer]).toEqual(['CN=gittorrent', 'CN=gittorrent'])
    expect(certificate.ca).toBe(false)
    expect(certificate.subjectAltName).toBeUndefined()
    expect(new Date(certificate.validFrom)).toEqual(new Date(Date.UTC(2026, 5, 30)))
    expect(new Date(certificate.validTo)).toEqual(new Date(Date.UTC(2036, 5, 29)))
    expect(identityOfPeer(certificate)).toBe(peerIdOf(publicKey.export({ type: 'spki', format: 'der' })))
  })

  it('takes PEM too, and never uses a serial number twice', async () => {
    const pem = pemOf('P-256')
    const [first, second] = [await createCertificate(pem), await createCertificate(pem)].map(
      (text) => new X509Certificate(text),
    )
    expect(first!.checkPrivateKey(createPrivateKey(pem))).toBe(true)
    expect(first!.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/)
    expect(first!.serialNumber).not.toBe(second!.serialNumber)
  })

  it.each(['P-384', 'secp256k1'])('refuses a key on %s', async (curve) => {
    await expect(createCertificate(pemOf(curve))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('refuses what is no private key', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    for (const key of ['', 'not a key', publicKey]) {
      await expect(createCertificate(key)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    }
  })
})

describe('the identity of a peer', () => {
  it('needs a certificate', () => {
    expect(() => identityOfPeer(undefined)).toThrow('showed no certificate')
  })
})
