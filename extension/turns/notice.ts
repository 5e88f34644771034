import browser, { type Notifications } from 'webextension-polyfill'

/** Firefox knows no buttons here, and refuses a notification that has some. */
type WithButtons = Notifications.CreateNotificationOptions & {
  buttons?: { title: string }[]
  requireInteraction?: boolean
}

/** A desktop notification that stays until it is answered, where the browser has buttons for that. */
export async function showNotice(
  id: string,
  { title, says, buttons }: { title: string; says: string; buttons: [string, string] },
): Promise<void> {
  const notice: WithButtons = {
    type: 'basic',
    iconUrl: browser.runtime.getURL('icon/128.png'),
    title,
    message: says,
    ...(import.meta.env.FIREFOX ? {} : { buttons: buttons.map(title => ({ title })), requireInteraction: true }),
  }
  await browser.notifications.create(id, notice)
}
