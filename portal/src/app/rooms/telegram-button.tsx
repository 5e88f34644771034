import { useWords } from '@taxi/ui/words/words.tsx'
import Send from 'lucide-solid/icons/send'

/** Leads to Telegram’s own sign-in page, which leads back to `/app/telegram`: no script of theirs runs in ours. */
export function TelegramButton(props: { botId: number }) {
  const words = useWords()
  const address = () => {
    const asked = new URLSearchParams({
      bot_id: String(props.botId),
      origin: location.origin,
      return_to: `${location.origin}/app/telegram`,
    })
    return `https://oauth.telegram.org/auth?${asked}`
  }
  return (
    <a
      href={address()}
      rel="noreferrer"
      class="inline-flex h-10 items-center justify-center gap-1.5 rounded-control border border-edge px-4 font-medium transition-colors duration-150 hover:bg-hover"
    >
      <Send size={18} aria-hidden="true" />
      {words().ways.byTelegram}
    </a>
  )
}
