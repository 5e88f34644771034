import type { PageReader } from '../page/page-reader.ts'
import { aistudioPage } from './aistudio.page.ts'
import { chatgptPage } from './chatgpt.page.ts'
import { claudePage } from './claude.page.ts'
import { deepseekPage } from './deepseek.page.ts'
import { flowPage } from './flow.page.ts'
import { geminiPage } from './gemini.page.ts'
import { grokPage } from './grok.page.ts'
import { higgsfieldPage } from './higgsfield.page.ts'
import { lovablePage } from './lovable.page.ts'
import { midjourneyPage } from './midjourney.page.ts'
import { notebooklmPage } from './notebooklm.page.ts'
import { perplexityPage } from './perplexity.page.ts'
import { practicePage } from './practice.page.ts'

/** How each service's page is read, by the service's name. Part of the script that runs inside pages. */
export const pageReaders: Record<string, PageReader> = {
  aistudio: aistudioPage,
  chatgpt: chatgptPage,
  claude: claudePage,
  deepseek: deepseekPage,
  flow: flowPage,
  gemini: geminiPage,
  grok: grokPage,
  higgsfield: higgsfieldPage,
  lovable: lovablePage,
  midjourney: midjourneyPage,
  notebooklm: notebooklmPage,
  perplexity: perplexityPage,
  practice: practicePage,
}
