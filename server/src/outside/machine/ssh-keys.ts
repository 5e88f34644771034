import { createHash } from 'node:crypto'
import ssh2 from 'ssh2'

/** A fresh ed25519 key pair: the private one as OpenSSH keeps it, the public one as a line of authorized_keys. */
export function newSshKeys(comment: string): { privateKey: string; publicKey: string } {
  const made = ssh2.utils.generateKeyPairSync('ed25519', { comment })
  return { privateKey: made.private, publicKey: made.public }
}

/** `SHA256:…` as `ssh-keygen -lf` prints it, of a line like `ssh-ed25519 AAAA… comment`. */
export function fingerprintOf(publicKey: string): string {
  const key = Buffer.from(publicKey.split(/\s+/)[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}
