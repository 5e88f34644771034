import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import { commandPath } from '../outside/process.ts'

/** How the database's programs are started so that they do not run as root. */
export interface PostgresUser {
  /** To put before the command. */
  wrapper?: string[]
  uid?: number
  gid?: number
}

const NOBODY = 65534

/**
 * PostgreSQL refuses to run as root, and initdb as somebody without a name. In a user namespace both believe to be
 * `nobody`, who has a name everywhere, while the files stay ours; so a checkout below a closed home folder works too.
 * Where namespaces are off (a chroot, some containers), root lets `nobody` run it; whose the files once are, runs it
 * from then on.
 */
export function postgresUser(folder: string): PostgresUser {
  const asRoot = process.getuid?.() === 0
  if (!asRoot && hasName()) return {}
  const { uid, gid } = statSync(folder)
  if (asRoot && uid !== 0) {
    letThrough(dirname(folder))
    return { uid, gid }
  }
  const wrapper = ['unshare', '--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`]
  if (commandPath('unshare') && spawnSync('unshare', [...wrapper.slice(1), 'true']).status === 0) return { wrapper }
  if (!asRoot) return {}
  execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, folder])
  letThrough(dirname(folder))
  return { uid: NOBODY, gid: NOBODY }
}

function hasName(): boolean {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}

/** Another uid must be able to walk through the folder above; it still cannot list it. */
function letThrough(folder: string): void {
  const { mode, uid } = statSync(folder)
  if (uid === 0 && (mode & 0o001) === 0) chmodSync(folder, (mode & 0o777) | 0o011)
}
