import { Session } from './chatgpt-shapes.ts'
import { known } from './known.ts'
import { type Page, SignedOut } from './page.ts'

/** Whose account it is: the page's own token and workspace. */
export async function authorised(page: Page): Promise<Record<string, string>> {
  const { accessToken } = known(Session, await page.json('/api/auth/session'), 'the sign-in')
  if (!accessToken) throw new SignedOut()
  const account = await page.cookie('_account')
  const device = await page.cookie('oai-did')
  return {
    authorization: `Bearer ${accessToken}`,
    ...(account && account !== 'personal' ? { 'chatgpt-account-id': account } : {}),
    ...(device ? { 'oai-device-id': device } : {}),
  }
}
