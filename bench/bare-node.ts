import { createServer } from 'node:http'
import { answerParent } from './fork-part.ts'

/** The yardstick: the least a Node process can be that answers HTTP. */
answerParent<object, { port: number }>(
  () =>
    new Promise(resolve => {
      const http = createServer((_, response) => response.end('{"ok":true}'))
      http.listen(0, '127.0.0.1', () => {
        const address = http.address()
        resolve({ port: typeof address === 'object' && address ? address.port : 0 })
      })
    }),
)
