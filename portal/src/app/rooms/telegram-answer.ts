import type { CallOptions } from '@taxi/contract/client.ts'
import type { EndpointName } from '@taxi/contract/http.ts'

type Said = Omit<CallOptions<'telegramSignIn' & EndpointName>['body'], 'totp_code'>

/**
 * What Telegram put behind the `#`: its sign-in page a Base64 of what it confirmed, a Mini App its data as they are.
 * Null when it confirmed nothing.
 */
export function telegramAnswer(hash: string): Said | null {
  const fields = new URLSearchParams(hash.replace(/^#/, ''))
  const miniApp = fields.get('tgWebAppData')
  if (miniApp) return { init_data: miniApp }
  try {
    const base64 = (fields.get('tgAuthResult') ?? '').replaceAll('-', '+').replaceAll('_', '/').replaceAll(' ', '+')
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
    const widget: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return isWidget(widget) ? { widget } : null
  } catch {
    return null
  }
}

const isWidget = (value: unknown): value is Record<string, string | number> =>
  typeof value === 'object' && value !== null && 'hash' in value
