import type { SignInFound } from '@taxi/contract/health.ts'
import type { Locale } from '@taxi/contract/shapes.ts'

interface Facts {
  machine: string
  /** When it began. */
  since: string
  /** Of a machine set aside: until when. */
  until: string
  why: string
  /** The slots it concerns, by name. */
  slots: string
}
type Says = (facts: Facts) => string

interface IncidentWords {
  /** By kind of incident; accounts have their own. */
  begun: Record<string, Says>
  account: Record<SignInFound, Says>
  over: Record<string, Says>
}

const more = (label: string, text: string) => (text ? `\n${label}${text}` : '')

/** What administrators are told of what is wrong, and of its end. */
export const incidentWords: Record<Locale, IncidentWords> = {
  ru: {
    begun: {
      machine: ({ machine, since, why, slots }) =>
        `✕ ${machine}: машина не в порядке с ${since}.${more('', why)}${more('Слоты: ', slots)}\n/health /reboot`,
      companion: ({ machine, since }) =>
        `✕ ${machine}: компаньон молчит с ${since}, сама машина отвечает. Чаты не выгружаются.\n/health /reboot`,
      vpn: ({ machine, why }) =>
        `✕ ${machine}: VPN молчит${why ? `, последнее рукопожатие ${why}` : ', рукопожатий не было'}.\n/health`,
      fell: ({ machine, since, why }) =>
        `✕ ${machine}: ${why === 'screen' ? 'экран завершился сам' : 'браузер завершился сам'} в ${since} и запущен снова.\n/health`,
      quarantine: ({ machine, until, why }) =>
        `✕ ${machine}: на карантине до ${until}, три ошибки за десять минут. Новых людей не принимает, потом попробует сама.${more('', why)}\n/health`,
      address: ({ machine, why }) => `◷ ${machine}: выходит в сеть с другого адреса: ${why}.`,
      delivery: ({ why }) => `✕ Сообщение отложено насовсем: его нельзя отправить.${more('Причина: ', why)}\n/health`,
    },
    account: {
      signed_in: () => '',
      signed_out: ({ slots, machine }) => `✕ ${slots}: в аккаунте выполнен выход (${machine}). Слот не выдаётся.`,
      code: ({ slots, machine }) => `✕ ${slots}: вход просит код (${machine}). Слот не выдаётся.`,
      captcha: ({ slots, machine }) =>
        `✕ ${slots}: сервис просит подтвердить, что здесь человек (${machine}). Откройте его страницу на рабочем столе.`,
      wall: ({ slots, machine }) =>
        `✕ ${slots}: сервис не пускает, похоже на проверку от роботов (${machine}). Полчаса его не спрашиваем; откройте его страницу на рабочем столе.`,
      expiring: ({ slots, machine }) =>
        `◷ ${slots}: вход в аккаунт скоро истечёт (${machine}). Войдите заново заранее.`,
    },
    over: {
      machine: ({ machine, since }) => `○ ${machine}: машина снова в порядке, была недоступна с ${since}.`,
      companion: ({ machine, since }) => `○ ${machine}: компаньон снова на связи, молчал с ${since}.`,
      vpn: ({ machine, since }) => `○ ${machine}: VPN снова отвечает, молчал с ${since}.`,
      quarantine: ({ machine }) => `○ ${machine}: карантин окончен, машина снова принимает людей.`,
      sign_in: ({ slots, machine }) => `○ ${slots}: вход в аккаунт снова выполнен (${machine}).`,
    },
  },
  en: {
    begun: {
      machine: ({ machine, since, why, slots }) =>
        `✕ ${machine} has been ill since ${since}.${more('', why)}${more('Slots: ', slots)}\n/health /reboot`,
      companion: ({ machine, since }) =>
        `✕ ${machine}: its companion has been silent since ${since}, the machine itself answers. Chats are not exported.\n/health /reboot`,
      vpn: ({ machine, why }) =>
        `✕ ${machine}: its VPN is silent, ${why ? `the last handshake was ${why}` : 'there was no handshake'}.\n/health`,
      fell: ({ machine, since, why }) =>
        `✕ ${machine}: the ${why === 'screen' ? 'screen' : 'browser'} ended by itself at ${since} and was started again.\n/health`,
      quarantine: ({ machine, until, why }) =>
        `✕ ${machine} is set aside until ${until}: three errors in ten minutes. It takes nobody new, then tries again by itself.${more('', why)}\n/health`,
      address: ({ machine, why }) => `◷ ${machine} goes out from another address: ${why}.`,
      delivery: ({ why }) => `✕ A message was put aside for good: it cannot be sent.${more('Reason: ', why)}\n/health`,
    },
    account: {
      signed_in: () => '',
      signed_out: ({ slots, machine }) =>
        `✕ ${slots}: the account is signed out (${machine}). The slot is not given out.`,
      code: ({ slots, machine }) => `✕ ${slots}: the sign-in asks for a code (${machine}). The slot is not given out.`,
      captcha: ({ slots, machine }) =>
        `✕ ${slots}: the service wants to see that a person is there (${machine}). Open its page at the desk.`,
      wall: ({ slots, machine }) =>
        `✕ ${slots}: the service shuts its door as it does to robots (${machine}). It is not asked for half an hour; open its page at the desk.`,
      expiring: ({ slots, machine }) =>
        `◷ ${slots}: the sign-in runs out soon (${machine}). Sign in anew before it does.`,
    },
    over: {
      machine: ({ machine, since }) => `○ ${machine} is well again; it was away since ${since}.`,
      companion: ({ machine, since }) => `○ ${machine}: its companion is back; it was silent since ${since}.`,
      vpn: ({ machine, since }) => `○ ${machine}: its VPN answers again; it was silent since ${since}.`,
      quarantine: ({ machine }) => `○ ${machine} is no longer set aside and takes people again.`,
      sign_in: ({ slots, machine }) => `○ ${slots}: the account is signed in again (${machine}).`,
    },
  },
}
