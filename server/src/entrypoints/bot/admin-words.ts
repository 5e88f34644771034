import type { Locale } from '@taxi/contract/shapes.ts'

interface AdminWords {
  yes: Record<'kick' | 'reboot' | 'restart', string>
  no: string
  left: string
  /** /kick */
  whom: string
  nobodyAtWork: string
  unknownPerson: (asked: string) => string
  noSessionOf: (who: string) => string
  session: (who: string, slot: string, left: string) => string
  askKick: (who: string, slot: string) => string
  kicked: (who: string, slot: string) => string
  /** /reboot */
  which: string
  machine: (name: string, id: string) => string
  askReboot: (name: string) => string
  rebooting: (name: string) => string
  /** /restart */
  whichSlot: string
  askRestart: (slot: string) => string
  restarting: (slot: string) => string
  unknownSlot: (asked: string) => string
  /** Said with a question whose yes ends somebody's session. */
  endsSession: (who: string) => string
  unknownMachine: (asked: string) => string
  /** /health */
  health: string
  well: string
  ill: (trouble: string) => string
  unseen: string
  noCompanion: string
  companion: (version: string) => string
  atWork: (who: string, slot: string) => string
  signedOut: (service: string, machine: string, since: string) => string
  renews: (slot: string, day: string) => string
  outbox: (waiting: number, dead: number) => string
  dumps: (count: number) => string
  noMachines: string
  /** A code was typed into a machine. */
  typed: string
  refresh: string
}

/** What administrators see. */
export const adminWords: Record<Locale, AdminWords> = {
  ru: {
    yes: { kick: 'Завершить', reboot: 'Перезагрузить', restart: 'Перезапустить' },
    no: 'Отмена',
    left: 'Ничего не изменилось.',
    whom: 'Чью сессию завершить?',
    nobodyAtWork: 'Сейчас никто не работает.',
    unknownPerson: asked => `Никого не нашлось: ${asked}`,
    noSessionOf: who => `${who}: сессий нет.`,
    session: (who, slot, left) => `${who}: ${slot}, ${left}`,
    askKick: (who, slot) =>
      `Завершить сессию? ${who}, ${slot}.\nРабочий стол закроется сразу, сделанное придёт человеку.`,
    kicked: (who, slot) => `Сессия завершена: ${who}, ${slot}.`,
    which: 'Какую машину перезагрузить?',
    machine: (name, id) => `${name} (${id})`,
    askReboot: name => `Перезагрузить ${name}? Слоты на ней станут недоступны на минуту.`,
    rebooting: name => `${name}: перезагружается, как только закроется место.`,
    whichSlot: 'Браузер какого слота перезапустить?',
    askRestart: slot => `Перезапустить браузер, ${slot}? Слот вернётся через несколько секунд.`,
    restarting: slot => `${slot}: браузер перезапускается.`,
    unknownSlot: asked => `Такого слота нет: ${asked}`,
    endsSession: who => `Сначала завершится сессия, её ведёт ${who}. Сделанное придёт человеку.`,
    unknownMachine: asked => `Такой машины нет: ${asked}`,
    health: 'Машины',
    well: 'в порядке',
    ill: trouble => `неисправна: ${trouble}`,
    unseen: 'ещё не проверена',
    noCompanion: 'компаньон не на связи',
    companion: version => `компаньон ${version}`,
    atWork: (who, slot) => `${who}, ${slot}`,
    signedOut: (service, machine, since) => `✕ ${service}: выполнен выход на ${machine}, с ${since}`,
    renews: (slot, day) => `◷ ${slot}: подписка продлевается ${day}`,
    outbox: (waiting, dead) => `Ждут отправки: ${waiting}. Файлов дампов, не дошедших за сутки: ${dead}`,
    dumps: count => `Дампы в работе: ${count}`,
    noMachines: 'Машин пока нет.',
    typed: 'Введено. Через несколько секунд здесь появится экран.',
    refresh: 'Обновить',
  },
  en: {
    yes: { kick: 'End session', reboot: 'Reboot', restart: 'Restart' },
    no: 'Cancel',
    left: 'Nothing was changed.',
    whom: 'Whose session shall end?',
    nobodyAtWork: 'Nobody is at work now.',
    unknownPerson: asked => `Nobody was found: ${asked}`,
    noSessionOf: who => `${who} has no session.`,
    session: (who, slot, left) => `${who}: ${slot}, ${left}`,
    askKick: (who, slot) =>
      `End the session of ${who} at ${slot}?\nThe desk closes at once, what they made comes to them.`,
    kicked: (who, slot) => `The session of ${who} at ${slot} has ended.`,
    which: 'Which machine shall be rebooted?',
    machine: (name, id) => `${name} (${id})`,
    askReboot: name => `Reboot ${name}? Its slots are not available for a minute.`,
    rebooting: name => `${name} reboots as soon as its seat is closed.`,
    whichSlot: 'The browser of which slot shall be restarted?',
    askRestart: slot => `Restart the browser of ${slot}? The slot is back in some seconds.`,
    restarting: slot => `${slot}: the browser restarts.`,
    unknownSlot: asked => `There is no such slot: ${asked}`,
    endsSession: who => `The session of ${who} ends first; what they made comes to them.`,
    unknownMachine: asked => `There is no such machine: ${asked}`,
    health: 'Machines',
    well: 'well',
    ill: trouble => `ill: ${trouble}`,
    unseen: 'not looked at yet',
    noCompanion: 'its companion is silent',
    companion: version => `companion ${version}`,
    atWork: (who, slot) => `${who}, ${slot}`,
    signedOut: (service, machine, since) => `✕ ${service}: signed out on ${machine} since ${since}`,
    renews: (slot, day) => `◷ ${slot}: the subscription renews on ${day}`,
    outbox: (waiting, dead) => `Waiting to be sent: ${waiting}. Files of dumps that did not arrive in a day: ${dead}`,
    dumps: count => `Dumps in work: ${count}`,
    noMachines: 'There are no machines yet.',
    typed: 'Typed. The screen appears here in a few seconds.',
    refresh: 'Refresh',
  },
}
