import type { RefusalWords } from './refusal-words.ts'

/** Every "no" about what passes through a desk. */
export const deskRefusals = {
  'desk.machine-away': {
    status: 503,
    en: 'The machine does not answer now. Nothing was changed; try again in a minute.',
    ru: 'Машина сейчас не отвечает. Ничего не изменилось; повторите через минуту.',
  },
  'desk.no-picture': {
    status: 503,
    en: 'The machine shows no picture of its screen now.',
    ru: 'Машина сейчас не показывает свой экран.',
  },
  'recording.unknown': {
    status: 404,
    en: 'There is no such recording any more.',
    ru: 'Такой записи уже нет.',
  },
  'desk.file-unknown': {
    status: 404,
    en: 'This file is no longer on the machine.',
    ru: 'Этого файла на машине уже нет.',
  },
  'desk.file-too-large': {
    status: 413,
    en: 'A file may have {limit} MB at most.',
    ru: 'Файл может быть не больше {limit} МБ.',
  },
  'desk.file-broken': {
    status: 400,
    en: 'The file broke off on its way. Nothing was kept of it.',
    ru: 'Передача файла оборвалась. На машине ничего не осталось.',
  },
  'desk.no-room': {
    status: 507,
    en: 'The machine has too little free disk space for this file.',
    ru: 'На машине мало места на диске для этого файла.',
  },
  'desk.too-many-files': {
    status: 429,
    en: 'Several files are on their way already. Wait for one of them.',
    ru: 'Несколько файлов уже передаются. Дождитесь одного из них.',
  },
} as const satisfies Record<string, RefusalWords>
