import type { DumpState } from '@taxi/contract/dumps.ts'
import type { Locale } from '@taxi/contract/shapes.ts'

interface BotWords {
  commands: Record<'start' | 'dumps' | 'login' | 'getid', string>
  welcome: (portal: string) => string
  linkedTo: (name: string) => string
  askLink: (name: string) => string
  link: string
  cancel: string
  linked: (name: string) => string
  cancelled: string
  expired: string
  noDumps: string
  notLinked: (portal: string) => string
  signInLink: (url: string) => string
  unknown: string
  broken: string
  yourId: (id: number) => string
  chatId: (id: number) => string
  dumpStates: Record<DumpState, string>
}

/** Everything the bot says by itself. */
export const botWords: Record<Locale, BotWords> = {
  ru: {
    commands: { start: 'Что умеет бот', dumps: 'Последние дампы', login: 'Войти по ссылке', getid: 'Показать id' },
    welcome: portal =>
      `Здесь появляется то, что вы сделали за сессию: чаты, вкладки, загрузки.\n\nЧтобы привязать Telegram, откройте профиль и нажмите «Привязать Telegram»: ${portal}`,
    linkedTo: name => `Этот Telegram привязан: ${name}. Дампы сессий приходят сюда.\n\n/dumps — последние дампы`,
    askLink: name => `Привязать этот Telegram к учётной записи «${name}»? Дампы её сессий будут приходить сюда.`,
    link: 'Привязать',
    cancel: 'Отмена',
    linked: name => `Готово: ${name}. Дампы следующих сессий придут сюда.`,
    cancelled: 'Не привязано.',
    expired: 'Кнопка устарела.',
    noDumps: 'Дампов пока нет. Они появятся после первой сессии.',
    notLinked: portal => `Этот Telegram ни к кому не привязан. Привязать можно в профиле: ${portal}`,
    signInLink: url => `Вход по ссылке, один раз и в течение 10 минут:\n${url}\n\nНикому её не пересылайте.`,
    unknown: 'Такой команды нет. /dumps показывает последние дампы, /start объясняет остальное.',
    broken: 'Не получилось. Попробуйте ещё раз.',
    yourId: id => `Ваш id: ${id}`,
    chatId: id => `Id этого чата: ${id}`,
    dumpStates: {
      sealing: 'сохраняется',
      pulling: 'забирается с машины',
      assembling: 'собирается',
      ready: 'отправляется',
      delivered: 'доставлен',
      kept: 'лежит на портале',
      expired: 'удалён по сроку',
    },
  },
  en: {
    commands: { start: 'What this bot does', dumps: 'Latest dumps', login: 'Sign in by link', getid: 'Show the id' },
    welcome: portal =>
      `What you made in a session arrives here: chats, tabs, downloads.\n\nTo link your Telegram, open your profile and press “Link Telegram”: ${portal}`,
    linkedTo: name =>
      `This Telegram is linked to ${name}. Dumps of sessions arrive here.\n\n/dumps shows the latest ones`,
    askLink: name => `Link this Telegram to ${name}? Dumps of their sessions will arrive here.`,
    link: 'Link',
    cancel: 'Cancel',
    linked: name => `Done: ${name}. Dumps of the next sessions arrive here.`,
    cancelled: 'Not linked.',
    expired: 'This button is too old.',
    noDumps: 'No dumps yet. They appear after the first session.',
    notLinked: portal => `This Telegram is linked to nobody. Link it in your profile: ${portal}`,
    signInLink: url => `Signs you in, once and within 10 minutes:\n${url}\n\nForward it to nobody.`,
    unknown: 'There is no such command. /dumps shows the latest dumps, /start explains the rest.',
    broken: 'That did not work. Try again.',
    yourId: id => `Your id: ${id}`,
    chatId: id => `Id of this chat: ${id}`,
    dumpStates: {
      sealing: 'being sealed',
      pulling: 'being fetched',
      assembling: 'being put together',
      ready: 'on its way',
      delivered: 'delivered',
      kept: 'in the portal',
      expired: 'removed after its days',
    },
  },
}
