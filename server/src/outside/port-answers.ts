import { connect } from 'node:net'

/** Whether somebody listens on this port of this computer. */
export function portAnswers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.destroy()).once('error', () => resolve(false))
    socket.once('close', failed => resolve(!failed))
  })
}
