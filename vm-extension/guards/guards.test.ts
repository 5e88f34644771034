import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { guardAt, guards } from './guards.ts'
import { rulesOf } from './rules.ts'

const ID = 'a521b1e1-7482-4e9f-a048-e529bfface1d'
const ORG = 'https://claude.ai/api/organizations/bbcadc5e'

describe('what nobody may do to a shared account', () => {
  const stopped = (method: string, address: string) => {
    const url = new URL(address)
    const met = rulesOf(guards).find(({ condition }) => {
      const { regexFilter, requestDomains, requestMethods } = condition
      const under = requestDomains.some(host => url.hostname === host || url.hostname.endsWith(`.${host}`))
      const methodFits = !requestMethods || requestMethods.some(each => each === method.toLowerCase())
      return under && methodFits && new RegExp(regexFilter, 'i').test(url.href)
    })
    return met ? (guards[met.id - 1]?.what ?? null) : null
  }

  const never: [what: string, method: string, address: string][] = [
    ['sign_out', 'GET', 'https://chatgpt.com/auth/logout'],
    ['sign_out', 'POST', 'https://chatgpt.com/api/auth/signout'],
    ['sign_out', 'POST', 'https://chatgpt.com/backend-api/accounts/logout_all'],
    ['account', 'POST', 'https://chatgpt.com/backend-api/accounts/mfa/enroll'],
    ['account', 'DELETE', 'https://chatgpt.com/backend-api/memories'],
    ['payment', 'GET', 'https://chatgpt.com/backend-api/payments/customer_portal'],
    ['payment', 'POST', 'https://chatgpt.com/backend-api/subscriptions/cancel'],
    ['deletion', 'PATCH', `https://chatgpt.com/backend-api/conversation/${ID}`],
    ['deletion', 'PATCH', 'https://chatgpt.com/backend-api/conversations'],
    ['sign_out', 'POST', 'https://claude.ai/api/auth/logout'],
    ['sign_out', 'GET', 'https://claude.ai/logout'],
    ['deletion', 'DELETE', `${ORG}/chat_conversations/${ID}`],
    ['deletion', 'POST', `${ORG}/chat_conversations/delete_many`],
    ['account', 'POST', `${ORG}/invites`],
    ['sign_out', 'POST', 'https://www.perplexity.ai/api/auth/signout?version=2.18'],
    ['deletion', 'DELETE', 'https://www.perplexity.ai/rest/thread/delete_thread_by_entry_uuid?source=default'],
    ['sign_out', 'GET', 'https://accounts.google.com/Logout?continue=https://gemini.google.com'],
    ['account', 'GET', 'https://myaccount.google.com/security'],
    ['payment', 'GET', 'https://one.google.com/plans'],
    ['deletion', 'POST', 'https://gemini.google.com/_/BardChatUi/data/batchexecute?rpcids=GzXR5e&source-path=%2Fapp'],
    ['deletion', 'POST', 'https://notebooklm.google.com/_/LabsTailwindUi/data/batchexecute?rpcids=WWINqb'],
    ['sign_out', 'POST', 'https://labs.google/fx/api/auth/signout'],
    ['deletion', 'POST', 'https://labs.google/fx/api/trpc/project.deleteProject'],
    ['sign_out', 'POST', 'https://clerk.higgsfield.ai/v1/client/sessions/sess_1/remove?_is_native=1'],
    ['sign_out', 'POST', 'https://clerk.higgsfield.ai/v1/client/sessions?_clerk_js_version=5&_method=DELETE'],
    ['deletion', 'DELETE', 'https://api.lovable.dev/projects/p1'],
    ['deletion', 'DELETE', `https://grok.com/rest/app-chat/conversations/soft/${ID}`],
    ['sign_out', 'POST', 'https://chat.deepseek.com/api/v0/users/logout'],
    ['deletion', 'POST', 'https://chat.deepseek.com/api/v0/chat_session/delete_all'],
    ['sign_out', 'POST', 'https://www.midjourney.com/api/auth/signout'],
    ['payment', 'GET', 'https://checkout.stripe.com/c/pay/cs_live_1'],
  ]
  for (const [what, method, address] of never)
    it(`${method} ${address} is stopped: ${what}`, () => assert.equal(stopped(method, address), what))

  const ordinary: [method: string, address: string][] = [
    ['GET', 'https://chatgpt.com/'],
    ['GET', 'https://chatgpt.com/api/auth/session'],
    ['GET', `https://chatgpt.com/backend-api/conversation/${ID}?include_widget_state=true`],
    ['POST', 'https://chatgpt.com/backend-api/f/conversation'],
    ['POST', 'https://chatgpt.com/backend-api/conversation/init'],
    ['GET', 'https://chatgpt.com/backend-api/subscriptions?account_id=1'],
    ['GET', 'https://chatgpt.com/backend-api/me'],
    ['POST', 'https://chatgpt.com/backend-api/settings/announcement_viewed'],
    ['DELETE', 'https://chatgpt.com/backend-api/files/file-1'],
    ['GET', 'https://claude.ai/api/organizations'],
    ['PUT', 'https://claude.ai/api/account/settings'],
    ['GET', `${ORG}/chat_conversations/${ID}?tree=True`],
    ['PUT', `${ORG}/chat_conversations/${ID}`],
    ['POST', `${ORG}/chat_conversations/${ID}/completion`],
    ['GET', `${ORG}/subscription_details`],
    ['POST', 'https://www.perplexity.ai/rest/sse/perplexity_ask'],
    ['GET', 'https://www.perplexity.ai/rest/thread/delete-old-branches-in-git-Ab12'],
    ['POST', 'https://gemini.google.com/_/BardChatUi/data/batchexecute?rpcids=hNvQHb'],
    ['GET', 'https://accounts.google.com/v3/signin/identifier'],
    ['POST', 'https://notebooklm.google.com/_/LabsTailwindUi/data/batchexecute?rpcids=khqZz'],
    ['GET', 'https://labs.google/fx/api/trpc/flow.projectInitialData?input=1'],
    ['POST', 'https://clerk.higgsfield.ai/v1/client/sessions/sess_1/tokens'],
    ['POST', 'https://api.lovable.dev/projects/p1/chat'],
    ['POST', `https://grok.com/rest/app-chat/conversations/${ID}/load-responses`],
    ['POST', 'https://chat.deepseek.com/api/v0/chat/completion'],
    ['POST', 'https://www.midjourney.com/api/submit-jobs'],
    ['GET', 'https://example.com/logout'],
  ]
  for (const [method, address] of ordinary)
    it(`${method} ${address} goes through`, () => assert.equal(stopped(method, address), null))

  it('an address a guard may have met is known before the browser is asked', () => {
    assert.equal(guardAt(new URL('https://chatgpt.com/api/auth/signout'))?.what, 'sign_out')
    assert.equal(guardAt(new URL('https://chatgpt.com/c/1')), null)
  })
})
