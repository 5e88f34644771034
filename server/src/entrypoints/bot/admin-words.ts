import type { MachineState, SignInFound } from '@taxi/contract/health.ts'
import type { Locale } from '@taxi/contract/shapes.ts'

interface AdminWords {
  yes: Record<'kick' | 'reboot', string>
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
  unknownMachine: (asked: string) => string
  /** /health */
  health: string
  /** By state; what is ill or doubtful says why, what is set aside until when. */
  how: Record<MachineState, (more: string) => string>
  noCompanion: string
  companion: (version: string) => string
  atWork: (who: string, slot: string) => string
  account: (service: string, machine: string, since: string, found: string) => string
  found: Record<SignInFound, string>
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
    yes: { kick: 'Завершить', reboot: 'Перезагрузить' },
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
    rebooting: name => `${name}: перезагружена.`,
    unknownMachine: asked => `Такой машины нет: ${asked}`,
    health: 'Машины',
    how: {
      well: () => 'в порядке',
      doubtful: trouble => `под вопросом: ${trouble}`,
      ill: trouble => `неисправна: ${trouble}`,
      set_aside: until => `на карантине до ${until}`,
      draining: () => 'новых не принимает',
      off: () => 'выключена',
      unseen: () => 'ещё не проверена',
      to_join: () => 'ещё не подключена',
    },
    noCompanion: 'компаньон не на связи',
    companion: version => `компаньон ${version}`,
    atWork: (who, slot) => `${who}, ${slot}`,
    account: (service, machine, since, found) => `✕ ${service}: ${found} на ${machine}, с ${since}`,
    found: {
      signed_in: 'вход выполнен',
      expiring: 'вход скоро истечёт',
      wall: 'сервис не пускает',
      captcha: 'просит подтвердить, что это человек,',
      code: 'вход просит код',
      signed_out: 'выполнен выход',
    },
    renews: (slot, day) => `◷ ${slot}: подписка продлевается ${day}`,
    outbox: (waiting, dead) => `Ждут отправки: ${waiting}. Не отправлено насовсем за сутки: ${dead}`,
    dumps: count => `Дампы в работе: ${count}`,
    noMachines: 'Машин пока нет.',
    typed: 'Введено. Через несколько секунд здесь появится экран.',
    refresh: 'Обновить',
  },
  en: {
    yes: { kick: 'End session', reboot: 'Reboot' },
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
    rebooting: name => `${name} was rebooted.`,
    unknownMachine: asked => `There is no such machine: ${asked}`,
    health: 'Machines',
    how: {
      well: () => 'well',
      doubtful: trouble => `in doubt: ${trouble}`,
      ill: trouble => `ill: ${trouble}`,
      set_aside: until => `set aside until ${until}`,
      draining: () => 'takes nobody new',
      off: () => 'off',
      unseen: () => 'not looked at yet',
      to_join: () => 'still to join',
    },
    noCompanion: 'its companion is silent',
    companion: version => `companion ${version}`,
    atWork: (who, slot) => `${who}, ${slot}`,
    account: (service, machine, since, found) => `✕ ${service}: ${found} on ${machine} since ${since}`,
    found: {
      signed_in: 'signed in',
      expiring: 'the sign-in runs out soon',
      wall: 'shut as to robots',
      captcha: 'wants to see a person',
      code: 'asks for a code',
      signed_out: 'signed out',
    },
    renews: (slot, day) => `◷ ${slot}: the subscription renews on ${day}`,
    outbox: (waiting, dead) => `Waiting to be sent: ${waiting}. Given up in a day: ${dead}`,
    dumps: count => `Dumps in work: ${count}`,
    noMachines: 'There are no machines yet.',
    typed: 'Typed. The screen appears here in a few seconds.',
    refresh: 'Refresh',
  },
}
