import type { AddressInfo } from 'node:net'
import express from 'express'
import { answerParent } from './fork-part.ts'

/** What the yardstick answers to everything: the very bytes and headers our server sent. */
export interface BareAnswer {
  status: number
  headers: Record<string, string>
  body: string
}

/** The yardstick: Express and nothing else. */
answerParent<BareAnswer, { url: string }>(async ({ status, headers, body }) => {
  const app = express()
  app.disable('x-powered-by').disable('etag')
  app.use((_, response) => {
    response.status(status).set(headers).send(body)
  })
  return new Promise((resolve, reject) => {
    const http = app.listen(0, '127.0.0.1', error => {
      if (error) reject(error)
      else resolve({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
    })
  })
})
