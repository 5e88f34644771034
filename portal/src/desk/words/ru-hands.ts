import type { DeskHandsWords } from './en-hands.ts'

/** The words of keyboard and clipboard, in Russian. */
export const ruHands: DeskHandsWords = {
  pasteText: 'Вставить текст',
  takesNothing: 'Этот слот ничего не берёт из вашего буфера обмена',
  sendKeys: 'Клавиши',
  paste: {
    title: 'Вставить текст',
    says: 'Текст попадёт туда, где на машине стоит курсор. Если поле не даёт вставлять, его можно напечатать.',
    placeholder: 'Текст для вставки',
    go: 'Вставить',
    type: 'Напечатать',
    cancel: 'Отмена',
  },
  keys: {
    esc: 'Esc',
    'ctrl-t': 'Ctrl + T, новая вкладка',
    'ctrl-w': 'Ctrl + W,\u00a0закрыть\u00a0вкладку',
    'alt-tab': 'Alt + Tab',
    'alt-f4': 'Alt + F4, закрыть окно',
    f11: 'F11, полный экран там',
    super: 'Super',
    print: 'Print Screen',
    'ctrl-alt-del': 'Ctrl + Alt + Del',
  },
  note: {
    offer: 'Скопировано на машине. Один щелчок, и это у вас.',
    'not-in': 'Этот слот ничего не берёт из вашего буфера. Скопированное на машине вставляется там же.',
    'too-large-in': 'Слишком много для вставки: текст до 1 МБ, картинка до 5 МБ. Отправьте файлом.',
    'too-large-out': 'Скопировано на машине. Для вашего буфера слишком велико: текст до 1 МБ, картинка до 5 МБ.',
    failed: 'Буфер обмена не передался. Попробуйте ещё раз.',
  },
  copyHere: 'Скопировать',
  dismiss: 'Закрыть',
  locked: 'Из этого слота ничего не копируется',
}
