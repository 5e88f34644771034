const words = {
  en: {
    service: 'Practice',
    newChat: 'New chat',
    send: 'Send',
    rules: 'Answers follow simple rules. Write “help”.',
    ask: 'Write a message. Enter sends, Shift+Enter starts a new line.',
    empty: 'What shall we practise?',
    signedOut: 'You are signed out. Reload the page to sign in again.',
    unknown: 'There is no such chat on this account.',
    failed: 'The answer did not come. Send the message again.',
    interrupted: 'The answer was interrupted.',
    copy: 'Copy',
  },
  ru: {
    service: 'Учебный сервис',
    newChat: 'Новый чат',
    send: 'Отправить',
    rules: 'Отвечает по простым правилам. Напишите «помощь».',
    ask: 'Напишите сообщение. Enter отправляет, Shift+Enter начинает строку.',
    empty: 'С чего начнём?',
    signedOut: 'Вы вышли из аккаунта. Обновите страницу, чтобы войти.',
    unknown: 'Такого чата в этом аккаунте нет.',
    failed: 'Ответ не пришёл. Отправьте сообщение ещё раз.',
    interrupted: 'Ответ был прерван.',
    copy: 'Копировать',
  },
}

/** The page's words in its language. */
export const word = words[document.documentElement.lang === 'ru' ? 'ru' : 'en']
