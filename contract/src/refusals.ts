/**
 * Every "no" of the product: its HTTP status and its sentence in both languages.
 * `{name}` in a sentence is filled from the refusal's details.
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
  'auth.origin': {
    status: 403,
    en: 'This page may not talk to the server.',
    ru: 'Этой странице нельзя обращаться к серверу.',
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
  'slot.unknown': { status: 404, en: 'There is no such slot.', ru: 'Такого слота нет.' },
  'slot.exists': {
    status: 409,
    en: 'A slot with this id or number is already here.',
    ru: 'Слот с таким id или номером уже есть.',
  },
  'slot.off': { status: 409, en: 'This slot is switched off.', ru: 'Слот выключен.' },
  'slot.no-machine': {
    status: 409,
    en: 'No machine is attached to this slot yet. An administrator attaches one under «Slots».',
    ru: 'К слоту ещё не подключена машина. Её подключает администратор в разделе «Слоты».',
  },
  'slot.sick': {
    status: 409,
    en: 'The machine of this slot is ill; the administrators know.',
    ru: 'Машина этого слота неисправна, администраторы знают.',
  },
  'slot.signed-out': {
    status: 409,
    en: 'The account is signed out; the administrators know and sign it in again.',
    ru: 'В аккаунте выполнен выход. Администраторы знают и войдут снова.',
  },
  'slot.taken': { status: 409, en: '{holder} has it until {until}.', ru: 'Слот занят: {holder}, до {until}.' },
  'slot.closing': {
    status: 409,
    en: 'The slot is being cleaned. It is free in a few seconds.',
    ru: 'Слот убирается. Через несколько секунд освободится.',
  },
  'slot.machine-busy': {
    status: 409,
    en: '{holder} is using the same machine until {until}.',
    ru: 'Эту же машину использует {holder}, до {until}.',
  },
  'slot.held': {
    status: 409,
    en: 'The slot is kept for {holder} until {until}.',
    ru: 'Слот придержан: {holder}, до {until}.',
  },
  'queue.free': {
    status: 409,
    en: 'Nobody is in the way: take the slot at once.',
    ru: 'Слот свободен: занимайте сразу.',
  },
  'queue.mine': { status: 409, en: 'You have this slot already.', ru: 'Этот слот уже у вас.' },
  'queue.unknown': { status: 404, en: 'You do not wait here.', ru: 'Вы здесь не стоите в очереди.' },
  'queue.no-service': { status: 404, en: 'There is no such service.', ru: 'Такого сервиса нет.' },
  'offer.unknown': { status: 404, en: 'There is no such offer for you.', ru: 'Такого предложения для вас нет.' },
  'offer.gone': {
    status: 410,
    en: 'The turn has passed on. Queue again if you still need the slot.',
    ru: 'Очередь перешла дальше. Встаньте снова, если слот ещё нужен.',
  },
  'offer.nobody-behind': {
    status: 409,
    en: 'Nobody waits behind you to swap with.',
    ru: 'За вами никто не стоит, меняться не с кем.',
  },
  'session.unknown': { status: 404, en: 'There is no such session of yours.', ru: 'Такой вашей сессии нет.' },
  'session.ended': {
    status: 409,
    en: 'This session has ended. What you made is on its way to you.',
    ru: 'Сессия закончилась. Ваша работа уже в пути к вам.',
  },
  'session.longest': {
    status: 409,
    en: 'The session already has its longest time.',
    ru: 'Сессия уже продлена до предела.',
  },
  'desk.pass-spent': {
    status: 401,
    en: 'This way in has been used or is older than 30 seconds. Open the desk from the popup again.',
    ru: 'Вход уже использован или старше 30 секунд. Откройте стол из расширения ещё раз.',
  },
  'desk.no-screen': {
    status: 503,
    en: 'The machine does not show its screen yet. We keep trying.',
    ru: 'Машина пока не показывает экран. Мы пробуем дальше.',
  },
  'dump.unknown': { status: 404, en: 'There is no such dump of yours.', ru: 'Такого вашего дампа нет.' },
  'dump.not-ready': {
    status: 409,
    en: 'The dump is still being put together. It is ready in a minute.',
    ru: 'Дамп ещё собирается. Через минуту будет готов.',
  },
  'dump.expired': {
    status: 410,
    en: 'The dump was kept for 14 days and is gone.',
    ru: 'Дамп хранился 14 дней и удалён.',
  },
  'machine.unknown': { status: 404, en: 'There is no such machine.', ru: 'Такой машины нет.' },
  'machine.exists': {
    status: 409,
    en: 'A machine with this name is already here.',
    ru: 'Машина с таким именем уже есть.',
  },
  'machine.driver-later': {
    status: 422,
    en: 'This server drives machines of the kinds {drivers} only.',
    ru: 'Этот сервер управляет только машинами видов {drivers}.',
  },
} as const satisfies Record<string, { status: number; en: string; ru: string }>

export type RefusalCode = keyof typeof refusals

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code)
}

/** The sentence of a refusal, its `{…}` filled from `details`; unknown names stay empty. */
export function sentenceOf(code: RefusalCode, locale: 'ru' | 'en', details: Record<string, string> = {}): string {
  return refusals[code][locale].replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '')
}
