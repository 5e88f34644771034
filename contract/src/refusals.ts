import { deskRefusals } from './desk-refusals.ts'
import { dispatchRefusals } from './dispatch-refusals.ts'
import type { RefusalWords } from './refusal-words.ts'

/**
 * Every "no" of the product: its HTTP status, its sentence in both languages and, where there is one, the next step.
 * `{name}` in a sentence is filled from the refusal's details; `{why}` with the sentence of another refusal.
 */
export const refusals = {
  'request.invalid': {
    status: 400,
    en: 'The request is not of the expected shape: {what}.',
    ru: 'Запрос не той формы: {what}.',
  },
  'request.too-large': {
    status: 413,
    en: 'This is larger than the limit of {limit}.',
    ru: 'Больше допустимого: предел {limit}.',
  },
  'request.too-many': {
    status: 429,
    en: 'Too many requests. Try again in {seconds} s.',
    ru: 'Слишком много запросов. Повторите через {seconds} с.',
  },
  'request.unknown': { status: 404, en: 'There is nothing at this address.', ru: 'По этому адресу ничего нет.' },
  'request.in-progress': {
    status: 409,
    en: 'The same command is still running. Wait for its answer.',
    ru: 'Та же команда ещё выполняется. Дождитесь ответа.',
  },
  'request.key-reused': {
    status: 422,
    en: 'This Idempotency-Key was used for another command. Use a new one.',
    ru: 'Этот Idempotency-Key уже был у другой команды. Возьмите новый.',
  },
  'server.failed': {
    status: 500,
    en: 'Something broke on our side. Nothing you made is lost. Quote {id} to the administrator.',
    ru: 'У нас что-то сломалось. Ваша работа не потеряна. Назовите администратору {id}.',
  },
  'server.away': {
    status: 503,
    en: 'The server is starting or stopping. Try again in a few seconds.',
    ru: 'Сервер запускается или останавливается. Повторите через несколько секунд.',
  },
  'disk.full': {
    status: 507,
    en: 'The server has too little free disk space. Nothing was written; tell the administrator.',
    ru: 'На сервере мало места на диске. Ничего не записано; сообщите администратору.',
  },
  'auth.required': { status: 401, en: 'Sign in first.', ru: 'Сначала войдите.' },
  'auth.wrong': {
    status: 401,
    en: 'The name, the password or the code is wrong.',
    ru: 'Неверное имя, пароль или код.',
  },
  'auth.totp-required': {
    status: 401,
    en: 'Enter the six-digit code from your authenticator.',
    ru: 'Введите шестизначный код из приложения.',
  },
  'auth.link-spent': {
    status: 410,
    en: 'This link has been used or is too old. Ask for a new one.',
    ru: 'Ссылка уже использована или устарела. Попросите новую.',
  },
  'auth.not-allowed': {
    status: 403,
    en: 'You may not do this. An administrator can.',
    ru: 'Вам это недоступно. Обратитесь к администратору.',
  },
  'auth.second-factor': {
    status: 403,
    en: 'This needs a second factor. Set one up under «Profile».',
    ru: 'Для этого нужен второй фактор. Настройте его в разделе «Профиль».',
  },
  'auth.origin': {
    status: 403,
    en: 'This page may not talk to the server.',
    ru: 'Этой странице нельзя обращаться к серверу.',
  },
  'auth.resting': {
    status: 429,
    en: 'Too many attempts from here. Try again in {seconds} s.',
    ru: 'Слишком много попыток отсюда. Повторите через {seconds} с.',
  },
  'auth.way-off': {
    status: 409,
    en: 'This way in is not set up on this server. Use your password.',
    ru: 'Этот способ входа на сервере не настроен. Войдите с паролем.',
  },
  'auth.code-spent': {
    status: 410,
    en: 'This code has been used, is too old or was tried too often. Ask for a new one.',
    ru: 'Код уже использован, устарел или введён слишком много раз. Запросите новый.',
  },
  'auth.telegram-wrong': {
    status: 401,
    en: 'Telegram’s confirmation has been used or is older than five minutes. Press the button again.',
    ru: 'Подтверждение Telegram уже использовано или старше пяти минут. Нажмите кнопку ещё раз.',
  },
  'auth.telegram-unknown': {
    status: 403,
    en: 'This Telegram is linked to nobody. Sign in another way and link it under «Profile».',
    ru: 'Этот Telegram ни к кому не привязан. Войдите иначе и привяжите его в разделе «Профиль».',
  },
  'auth.factor-on': {
    status: 409,
    en: 'Your second factor is on. Switch it off first, with a code of it.',
    ru: 'Второй фактор уже включён. Сначала выключите его кодом из него.',
  },
  'auth.own-factor': {
    status: 409,
    en: 'You switch your own second factor off under «Profile», with a code of it.',
    ru: 'Свой второй фактор выключают в разделе «Профиль», кодом из него.',
  },
  'auth.totp-wrong': {
    status: 422,
    en: 'This code does not fit. Check the clock of your phone and enter the next one.',
    ru: 'Код не подходит. Проверьте время на телефоне и введите следующий.',
  },
  'person.unknown': { status: 404, en: 'There is no such person.', ru: 'Такого человека нет.' },
  'person.exists': {
    status: 409,
    en: 'Somebody with this e-mail is already here.',
    ru: 'Человек с такой почтой уже есть.',
  },
  'person.last-admin': {
    status: 409,
    en: 'This is the only administrator. Name another one first.',
    ru: 'Это единственный администратор. Сначала назначьте другого.',
  },
  'telegram.no-bot': {
    status: 409,
    en: 'No bot is set up on this server. Dumps wait for you under «Sessions».',
    ru: 'На этом сервере не настроен бот. Дампы ждут в разделе «Сессии».',
  },
  'telegram.taken': {
    status: 409,
    en: 'This Telegram is linked to somebody else. They unlink it under «Profile» first.',
    ru: 'Этот Telegram привязан к другому человеку. Сначала он отвязывает его в разделе «Профиль».',
  },
  'confirmation.spent': {
    status: 410,
    en: 'This question was answered already or is older than a minute. Give the command again.',
    ru: 'На этот вопрос уже ответили, или прошло больше минуты. Повторите команду.',
  },
  ...dispatchRefusals,
  'slot.no-credentials': {
    status: 409,
    en: 'No credentials are kept for this slot. They are entered where the slot is edited.',
    ru: 'Для этого слота не сохранены логин и пароль. Их вводят там, где слот редактируют.',
  },
  'session.too-many-files': {
    status: 413,
    en: 'This session has brought {limit} files already, more are not taken.',
    ru: 'Эта сессия уже принесла {limit} файлов, больше не принимается.',
  },
  'desk.pass-spent': {
    status: 401,
    en: 'This way in has been used or is older than 30 seconds. Open the desk from the popup again.',
    ru: 'Вход уже использован или старше 30 секунд. Откройте стол из расширения ещё раз.',
  },
  'desk.in-use': {
    status: 409,
    en: 'This desk is open in another window.',
    ru: 'Этот стол открыт в другом окне.',
    next: { en: 'Take it over here, or go on there.', ru: 'Продолжите здесь или вернитесь туда.' },
  },
  'desk.own': {
    status: 409,
    en: 'This is your own session: open its desk instead of watching it.',
    ru: 'Это ваша собственная сессия: откройте её стол, а не наблюдение.',
  },
  'desk.no-screen': {
    status: 503,
    en: 'The machine does not show its screen yet. We keep trying.',
    ru: 'Машина пока не показывает экран. Мы пробуем дальше.',
  },
  ...deskRefusals,
  'dump.unknown': { status: 404, en: 'There is no such dump of yours.', ru: 'Такого вашего дампа нет.' },
  'dump.not-ready': {
    status: 409,
    en: 'The dump is still being put together. It is ready in a minute.',
    ru: 'Дамп ещё собирается. Через минуту будет готов.',
  },
  'dump.expired': {
    status: 410,
    en: 'The dump was kept for its days and is gone.',
    ru: 'Срок хранения дампа вышел, он удалён.',
  },
  'dump.deleted': { status: 410, en: 'You have deleted this dump.', ru: 'Вы удалили этот дамп.' },
  'dump.on-its-way': {
    status: 409,
    en: 'The dump is on its way to your Telegram already.',
    ru: 'Дамп уже отправляется в ваш Telegram.',
  },
  'telegram.not-linked': {
    status: 409,
    en: 'Your Telegram is not linked. Link it under «Profile».',
    ru: 'Ваш Telegram не привязан. Привяжите его в разделе «Профиль».',
  },
  'machine.unknown': { status: 404, en: 'There is no such machine.', ru: 'Такой машины нет.' },
  'machine.exists': {
    status: 409,
    en: 'A machine with this name is already here.',
    ru: 'Машина с таким именем уже есть.',
  },
  'machine.in-use': {
    status: 409,
    en: '{holder} is at work on this machine. End the session first.',
    ru: 'За этой машиной сейчас работает {holder}. Сначала завершите сессию.',
  },
  'machine.not-empty': {
    status: 409,
    en: 'Something of a session is still on this machine. Drain it first.',
    ru: 'На этой машине ещё что-то от сессии. Сначала выведите её из работы.',
  },
  'machine.plain-text': {
    status: 422,
    en: 'Only Latin letters, digits and signs can be typed, 200 at most.',
    ru: 'Ввести можно только латинские буквы, цифры и знаки, не больше 200.',
  },
  'machine.cannot': {
    status: 409,
    en: 'This machine cannot do that from here.',
    ru: 'Отсюда эта машина такого не умеет.',
  },
  'machine.no-profile': {
    status: 404,
    en: 'There is no such browser profile on this machine.',
    ru: 'На этой машине нет такого профиля браузера.',
  },
  'machine.silent': {
    status: 503,
    en: 'The machine did not do it. Try again in a minute.',
    ru: 'Машина этого не сделала. Повторите через минуту.',
  },
  'machine.not-ssh': {
    status: 409,
    en: 'This machine is on the server itself: there is nothing to join.',
    ru: 'Эта машина — на самом сервере: присоединять нечего.',
  },
  'machine.no-address': {
    status: 422,
    en: 'A machine reached over SSH needs an address.',
    ru: 'Машине, доступной по SSH, нужен адрес.',
  },
  'machine.join-refused': {
    status: 403,
    en: 'This join token is unknown, used up or older than 30 minutes.',
    ru: 'Этот токен присоединения неизвестен, использован или старше 30 минут.',
    next: {
      en: 'Ask for a new one: portal → Machines → Join.',
      ru: 'Попросите новый: портал → Машины → Присоединить.',
    },
  },
} as const satisfies Record<string, RefusalWords>

export type RefusalCode = keyof typeof refusals

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** The sentence of a refusal, its `{…}` filled from `details`; unknown names stay empty. */
export function sentenceOf(code: RefusalCode, locale: 'ru' | 'en', details: Record<string, string> = {}): string {
  return filled(refusals[code][locale], locale, details)
}

/** What the person can do instead, as a sentence; null where there is nothing. */
export function nextStepOf(
  code: RefusalCode,
  locale: 'ru' | 'en',
  details: Record<string, string> = {},
): string | null {
  const { next }: RefusalWords = refusals[code]
  return next ? filled(next[locale], locale, details) : null
}

function filled(sentence: string, locale: 'ru' | 'en', { why, ...details }: Record<string, string>): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'why') return why && isRefusalCode(why) ? sentenceOf(why, locale, details) : ''
    return details[name] ?? ''
  })
}
