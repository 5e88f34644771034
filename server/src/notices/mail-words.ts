import type { Locale } from '@taxi/contract/shapes.ts'

interface MailText {
  subject: string
  text: string
}

interface MailWords {
  code: (code: string) => MailText
  /** Below every letter. */
  sender: string
  alsoInTelegram: (profile: string) => string
}

/** What people are told by mail. */
export const mailWords: Record<Locale, MailWords> = {
  ru: {
    sender: 'VDI Taxi. На это письмо отвечать не нужно.',
    alsoInTelegram: profile => `То же самое с кнопками в Telegram: привяжите его в профиле, ${profile}`,
    code: code => ({
      subject: `${code} — код входа в VDI Taxi`,
      text: `Ваш код входа: ${code}\n\nОн действует 10 минут и один раз. Никому его не сообщайте: сотрудники не спрашивают кодов.\nЕсли вы не входили, ничего делать не нужно.\n`,
    }),
  },
  en: {
    sender: 'VDI Taxi. Nobody reads answers to this letter.',
    alsoInTelegram: profile => `The same, with buttons, in Telegram: link it in your profile, ${profile}`,
    code: code => ({
      subject: `${code} is your VDI Taxi sign-in code`,
      text: `Your sign-in code: ${code}\n\nIt is good for 10 minutes and once. Give it to nobody: no colleague asks for codes.\nIf you did not sign in, you need not do anything.\n`,
    }),
  },
}
