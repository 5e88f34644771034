import { chatgpt } from './chatgpt.ts'
import { claude } from './claude.ts'
import { flow } from './flow.ts'
import { gemini } from './gemini.ts'
import { higgsfield } from './higgsfield.ts'
import { lovable } from './lovable.ts'
import { notebooklm } from './notebooklm.ts'
import { perplexity } from './perplexity.ts'
import { practice } from './practice.ts'
import type { Service } from './service.ts'

/** The services the companion can read, by the name the slot calls them. */
export const services: Service[] = [
  practice,
  chatgpt,
  claude,
  flow,
  gemini,
  higgsfield,
  lovable,
  notebooklm,
  perplexity,
]

export const serviceNamed = (name: string): Service | null => services.find(service => service.name === name) ?? null

/** The service whose page is at this address; `home` is the seat's start page. */
export const serviceAt = (url: URL, home: URL): Service | null =>
  services.find(service => service.owns(url, home)) ?? null
