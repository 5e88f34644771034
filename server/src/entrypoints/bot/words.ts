import type { DumpState } from '@taxi/contract/dumps.ts'
import type { Locale } from '@taxi/contract/shapes.ts'

export type EverydayCommand =
  | 'slots'
  | 'status'
  | 'queue'
  | 'book'
  | 'dumps'
  | 'find'
  | 'login'
  | 'lang'
  | 'getid'
  | 'help'
  | 'start'
export type AdminCommand = 'health' | 'kick' | 'reboot' | 'restart'

interface BotWords {
  /** In the order of Telegram's menu. */
  commands: Record<EverydayCommand, string>
  adminCommands: Record<AdminCommand, string>
  help: (commands: string) => string
  helpForAdmins: (commands: string) => string
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
    commands: {
      slots: 'Слоты: занять, встать в очередь, забронировать',
      status: 'Что сейчас у вас',
      queue: 'Чего вы ждёте',
      book: 'Ваши брони и новая бронь',
      dumps: 'Последние дампы, прислать ещё раз',
      find: 'Найти в своих чатах: /find слова',
      login: 'Войти по ссылке',
      lang: 'Язык',
      getid: 'Показать id',
      help: 'Все команды',
      start: 'Что умеет бот',
    },
    adminCommands: {
      health: 'Машины, входы, отправка',
      kick: 'Завершить чью-то сессию: /kick имя',
      reboot: 'Перезагрузить машину: /reboot vm_id',
      restart: 'Перезапустить браузер слота: /restart ppx-1',
    },
    help: commands => `Команды:\n${commands}`,
    helpForAdmins: commands => `Администраторам:\n${commands}`,
    welcome: portal =>
      `Здесь появляется то, что вы сделали за сессию: чаты, вкладки, загрузки.\n\nЧтобы привязать Telegram, откройте профиль и нажмите «Привязать Telegram»: ${portal}`,
    linkedTo: name =>
      `Этот Telegram привязан: ${name}. Дампы сессий и ваша очередь приходят сюда.\n\n/slots: слоты\n/help: все команды`,
    askLink: name => `Привязать этот Telegram к учётной записи «${name}»? Дампы её сессий будут приходить сюда.`,
    link: 'Привязать',
    cancel: 'Отмена',
    linked: name => `Готово: ${name}. Дампы следующих сессий придут сюда.`,
    cancelled: 'Не привязано.',
    expired: 'Кнопка устарела.',
    noDumps: 'Дампов пока нет. Они появятся после первой сессии.',
    notLinked: portal => `Этот Telegram ни к кому не привязан. Привязать можно в профиле: ${portal}`,
    signInLink: url => `Вход по ссылке, один раз и в течение 10 минут:\n${url}\n\nНикому её не пересылайте.`,
    unknown: 'Такой команды нет. Все команды: /help',
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
    commands: {
      slots: 'Slots: take, queue, book',
      status: 'What you have now',
      queue: 'What you wait for',
      book: 'Your bookings, and a new one',
      dumps: 'Latest dumps, to be sent again',
      find: 'Find in your chats: /find words',
      login: 'Sign in by link',
      lang: 'Language',
      getid: 'Show the id',
      help: 'All commands',
      start: 'What this bot does',
    },
    adminCommands: {
      health: 'Machines, sign-ins, what waits to be sent',
      kick: 'End somebody’s session: /kick name',
      reboot: 'Reboot a machine: /reboot vm_id',
      restart: 'Restart the browser of a slot: /restart ppx-1',
    },
    help: commands => `Commands:\n${commands}`,
    helpForAdmins: commands => `For administrators:\n${commands}`,
    welcome: portal =>
      `What you made in a session arrives here: chats, tabs, downloads.\n\nTo link your Telegram, open your profile and press “Link Telegram”: ${portal}`,
    linkedTo: name =>
      `This Telegram is linked to ${name}. Dumps of sessions and your turns arrive here.\n\n/slots: the slots\n/help: all commands`,
    askLink: name => `Link this Telegram to ${name}? Dumps of their sessions will arrive here.`,
    link: 'Link',
    cancel: 'Cancel',
    linked: name => `Done: ${name}. Dumps of the next sessions arrive here.`,
    cancelled: 'Not linked.',
    expired: 'This button is too old.',
    noDumps: 'No dumps yet. They appear after the first session.',
    notLinked: portal => `This Telegram is linked to nobody. Link it in your profile: ${portal}`,
    signInLink: url => `Signs you in, once and within 10 minutes:\n${url}\n\nForward it to nobody.`,
    unknown: 'There is no such command. All commands: /help',
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
