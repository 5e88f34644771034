import { aistudio } from './aistudio.ts'
import { anyPage } from './any-page.ts'
import { chatgpt } from './chatgpt.ts'
import { claude } from './claude.ts'
import { deepseek } from './deepseek.ts'
import { flow } from './flow.ts'
import { gemini } from './gemini.ts'
import { grok } from './grok.ts'
import { higgsfield } from './higgsfield.ts'
import { lovable } from './lovable.ts'
import { midjourney } from './midjourney.ts'
import { notebooklm } from './notebooklm.ts'
import { perplexity } from './perplexity.ts'
import { practice } from './practice.ts'
import type { Service } from './service.ts'

const known: Service[] = [
  practice,
  aistudio,
  chatgpt,
  claude,
  deepseek,
  flow,
  gemini,
  grok,
  higgsfield,
  lovable,
  midjourney,
  notebooklm,
  perplexity,
]

/** At a seat of another service every page of its site is read as any page. */
const other: Service = {
  ...anyPage,
  owns: (url, home) => anyPage.owns(url, home) && !known.some(service => service.owns(home, home)),
}

/** The services the companion can read, by the name the slot calls them. */
export const services: Service[] = [...known, other]

export const serviceNamed = (name: string): Service | null => services.find(service => service.name === name) ?? null

/** The service whose page is at this address; `home` is the seat's start page. */
export const serviceAt = (url: URL, home: URL): Service | null =>
  services.find(service => service.owns(url, home)) ?? null
