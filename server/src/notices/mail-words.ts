import type { Locale } from '@taxi/contract/shapes.ts'

interface MailText {
  subject: string
  text: string
}

/** What people are told by mail. */
export const mailWords: Record<Locale, { code: (code: string) => MailText }> = {
  ru: {
    code: code => ({
      subject: `${code} — код входа в VDI Taxi`,
      text: `Ваш код входа: ${code}\n\nОн действует 10 минут и один раз. Никому его не сообщайте: сотрудники не спрашивают кодов.\nЕсли вы не входили, ничего делать не нужно.\n`,
    }),
  },
  en: {
    code: code => ({
      subject: `${code} is your VDI Taxi sign-in code`,
      text: `Your sign-in code: ${code}\n\nIt is good for 10 minutes and once. Give it to nobody: no colleague asks for codes.\nIf you did not sign in, you need not do anything.\n`,
    }),
  },
}
