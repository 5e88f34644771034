import { browser } from 'wxt/browser'
import { askedAt } from '../services/look-of.ts'
import type { Service } from '../services/service.ts'
import type { Look } from '../session/sign-in.ts'
import { serves } from './cookies.ts'

/** What open pages and cookies tell of a sign-in, without asking anybody. `home` is the seat's start page. */
export async function seeSignIn(service: Service, home: URL): Promise<Look> {
  const hosts = service.signInHosts(home)
  const tabs = await browser.tabs.query({})
  const pages = tabs.flatMap(({ url }) => (url && URL.canParse(url) ? [new URL(url)] : []))
  const asked = pages.filter(page => hosts.includes(page.hostname)).map(page => askedAt(page.href))
  const wrong = asked.find(Boolean)
  if (wrong) return wrong
  if (await lacksCookie(service, hosts)) return 'signed_out'
  return pages.some(page => service.owns(page, home)) ? 'signed_in' : 'unclear'
}

async function lacksCookie({ signIn }: Service, hosts: string[]): Promise<boolean> {
  const { cookie } = signIn ?? {}
  if (!cookie) return false
  const cookies = await browser.cookies.getAll({ partitionKey: {} })
  return !cookies.some(({ name, domain }) => cookie.test(name) && hosts.some(host => serves(domain, host)))
}
