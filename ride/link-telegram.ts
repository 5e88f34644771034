import type { Client } from '@taxi/contract/client.ts'
import { until, type World } from './world.ts'

/** Follows the one-time link in Telegram and confirms it there, as the person with this Telegram id would. */
export async function linkTelegram(world: World, client: Client, phone: number): Promise<void> {
  const { url } = await client.call('telegramLink')
  world.botApi.say(phone, `/start ${new URL(url).searchParams.get('start')}`)
  const question = await world.botApi.waitFor(() =>
    world.botApi.chat(phone).find(message => message.buttons.length > 0),
  )
  world.botApi.press(phone, question, question.buttons[0]?.text ?? '')
  await until('Telegram is linked', async () => (await client.call('profile')).telegram_linked)
}
