import type { PageReader } from '../page/page-reader.ts'
import { chatgptPage } from './chatgpt.page.ts'
import { claudePage } from './claude.page.ts'
import { flowPage } from './flow.page.ts'
import { geminiPage } from './gemini.page.ts'
import { higgsfieldPage } from './higgsfield.page.ts'
import { lovablePage } from './lovable.page.ts'
import { notebooklmPage } from './notebooklm.page.ts'
import { perplexityPage } from './perplexity.page.ts'
import { practicePage } from './practice.page.ts'

/** How each service's page is read, by the service's name. Part of the script that runs inside pages. */
export const pageReaders: Record<string, PageReader> = {
  chatgpt: chatgptPage,
  claude: claudePage,
  flow: flowPage,
  gemini: geminiPage,
  higgsfield: higgsfieldPage,
  lovable: lovablePage,
  notebooklm: notebooklmPage,
  perplexity: perplexityPage,
  practice: practicePage,
}
