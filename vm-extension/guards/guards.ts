import type { GuardedDeed } from '@taxi/contract/companion.ts'

/** Requests nobody may send in their turn: they would sign out, change, pay for or empty a shared account. */
export interface Guard {
  service: string
  what: GuardedDeed
  /** With all that stand under them. */
  hosts: string[]
  /** The path and what follows it, from its slash, as RE2 reads it; none: the whole host. */
  path?: string
  /** Small letters; none: all. */
  methods?: Method[]
}
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

const CHANGES: Method[] = ['post', 'put', 'patch', 'delete']
const CHATGPT = ['chatgpt.com', 'chat.openai.com']
const CLAUDE = ['claude.ai']
const PERPLEXITY = ['perplexity.ai']

/**
 * A rule sees the address and the method, never the body. What a page sends by itself (what was read, which model was
 * chosen, a file taken back before it was sent) must meet none of these: the person is told of every one.
 */
export const guards: Guard[] = [
  // NextAuth and its kin sign out under one address.
  { service: 'chatgpt', what: 'sign_out', hosts: CHATGPT, path: '/(api/)?auth/(logout|signout)\\b' },
  {
    service: 'chatgpt',
    what: 'sign_out',
    hosts: ['auth.openai.com', 'auth0.openai.com'],
    path: '/(v2/|api/)?logout\\b',
  },
  { service: 'chatgpt', what: 'sign_out', hosts: CHATGPT, path: '/backend-api/accounts/(logout|sessions/revoke)' },
  {
    service: 'chatgpt',
    what: 'account',
    hosts: CHATGPT,
    path: '/backend-api/accounts/(mfa|deactivate|data_export)\\b',
    methods: CHANGES,
  },
  {
    service: 'chatgpt',
    what: 'account',
    hosts: CHATGPT,
    path: '/backend-api/(user_system_messages|settings/account_user_setting|memories|me)\\b',
    methods: CHANGES,
  },
  { service: 'chatgpt', what: 'payment', hosts: CHATGPT, path: '/backend-api/payments/(checkout|customer_portal)\\b' },
  { service: 'chatgpt', what: 'payment', hosts: CHATGPT, path: '/backend-api/subscriptions\\b', methods: CHANGES },
  { service: 'chatgpt', what: 'payment', hosts: ['pay.openai.com'] },
  // Deleting is the change that also renames and archives: told apart by the body alone. Renaming is given up for it.
  {
    service: 'chatgpt',
    what: 'deletion',
    hosts: CHATGPT,
    path: '/backend-api/conversation(s|/[^/?]+)([?].*)?$',
    methods: ['patch', 'delete'],
  },
  {
    service: 'chatgpt',
    what: 'deletion',
    hosts: CHATGPT,
    path: '/backend-api/(gizmos|projects)/',
    methods: ['delete'],
  },

  { service: 'claude', what: 'sign_out', hosts: CLAUDE, path: '/(api/)?(auth/)?logout\\b' },
  { service: 'claude', what: 'sign_out', hosts: CLAUDE, path: '/api/account/(sessions|logout)', methods: CHANGES },
  { service: 'claude', what: 'account', hosts: CLAUDE, path: '/api/account(_profile|/delete)\\b', methods: CHANGES },
  { service: 'claude', what: 'account', hosts: CLAUDE, path: '/api/account([?].*)?$', methods: ['delete'] },
  {
    service: 'claude',
    what: 'account',
    hosts: CLAUDE,
    path: '/api/organizations/[^/]+/(members|invites|api_keys|memory)\\b',
    methods: CHANGES,
  },
  { service: 'claude', what: 'payment', hosts: CLAUDE, path: '/api/(billing|stripe)/', methods: CHANGES },
  {
    service: 'claude',
    what: 'payment',
    hosts: CLAUDE,
    path: '/api/organizations/[^/]+/(subscription|billing|payment)',
    methods: CHANGES,
  },
  {
    service: 'claude',
    what: 'deletion',
    hosts: CLAUDE,
    path: '/api/organizations/[^/]+/(chat_conversations|projects)(/|$)',
    methods: ['delete'],
  },
  {
    service: 'claude',
    what: 'deletion',
    hosts: CLAUDE,
    path: '/api/organizations/[^/]+/chat_conversations/delete_many',
  },

  { service: 'perplexity', what: 'sign_out', hosts: PERPLEXITY, path: '/api/auth/signout\\b' },
  {
    service: 'perplexity',
    what: 'account',
    hosts: PERPLEXITY,
    path: '/rest/user/(delete|ai-profile|profile)\\b',
    methods: CHANGES,
  },
  {
    service: 'perplexity',
    what: 'payment',
    hosts: PERPLEXITY,
    path: '/rest/(billing|stripe|payments?|subscriptions?)/',
    methods: CHANGES,
  },
  {
    service: 'perplexity',
    what: 'deletion',
    hosts: PERPLEXITY,
    path: '/rest/(thread|collections?|spaces?)/delete',
    methods: CHANGES,
  },

  // One Google account stands behind all of these.
  {
    service: 'gemini',
    what: 'sign_out',
    hosts: ['accounts.google.com'],
    path: '/(Logout|SignOutOptions|RemoveSession)\\b',
  },
  { service: 'gemini', what: 'account', hosts: ['myaccount.google.com'] },
  { service: 'gemini', what: 'account', hosts: ['myactivity.google.com'], methods: CHANGES },
  { service: 'gemini', what: 'payment', hosts: ['pay.google.com', 'payments.google.com', 'one.google.com'] },
  {
    service: 'gemini',
    what: 'deletion',
    hosts: ['gemini.google.com'],
    path: '/.*[?&]rpcids=[^&]*(GzXR5e|qWymEb|UXcSJb)',
  },
  {
    service: 'notebooklm',
    what: 'deletion',
    hosts: ['notebooklm.google.com', 'notebooklm.google'],
    path: '/.*[?&]rpcids=[^&]*(WWINqb|J7Gthc)',
  },
  { service: 'flow', what: 'sign_out', hosts: ['labs.google'], path: '/fx/api/auth/signout\\b' },
  { service: 'flow', what: 'deletion', hosts: ['labs.google'], path: '/fx/api/trpc/[^?]*[.]delete' },

  {
    service: 'higgsfield',
    what: 'sign_out',
    hosts: ['clerk.higgsfield.ai'],
    path: '/v1/client/sessions/[^/?]+/(end|remove|revoke)\\b',
  },
  // Clerk deletes by POST and says so in the address.
  {
    service: 'higgsfield',
    what: 'sign_out',
    hosts: ['clerk.higgsfield.ai'],
    path: '/v1/client(/sessions)?[?].*_method=DELETE',
  },
  { service: 'higgsfield', what: 'account', hosts: ['clerk.higgsfield.ai'], path: '/v1/me\\b', methods: CHANGES },
  {
    service: 'higgsfield',
    what: 'deletion',
    hosts: ['fnf.higgsfield.ai'],
    path: '/(jobs|assets|projects)/',
    methods: ['delete'],
  },

  {
    service: 'lovable',
    what: 'account',
    hosts: ['identitytoolkit.googleapis.com'],
    path: '/v1/accounts:(delete|update)\\b',
  },
  {
    service: 'lovable',
    what: 'payment',
    hosts: ['api.lovable.dev'],
    path: '/.*(billing|checkout|customer-portal)',
    methods: CHANGES,
  },
  {
    service: 'lovable',
    what: 'deletion',
    hosts: ['api.lovable.dev'],
    path: '/projects/[^/?]+([?].*)?$',
    methods: ['delete'],
  },

  {
    service: 'grok',
    what: 'deletion',
    hosts: ['grok.com'],
    path: '/rest/app-chat/conversations(/soft)?(/[^/?]+)?([?].*)?$',
    methods: ['delete'],
  },
  {
    service: 'grok',
    what: 'sign_out',
    hosts: ['grok.com', 'accounts.x.ai'],
    path: '/(api/)?(auth/)?(sign-out|logout)\\b',
  },
  { service: 'deepseek', what: 'sign_out', hosts: ['chat.deepseek.com'], path: '/api/v0/users/logout' },
  {
    service: 'deepseek',
    what: 'account',
    hosts: ['chat.deepseek.com'],
    path: '/api/v0/users/delete',
    methods: CHANGES,
  },
  {
    service: 'deepseek',
    what: 'deletion',
    hosts: ['chat.deepseek.com'],
    path: '/api/v0/chat_session/delete',
    methods: CHANGES,
  },
  { service: 'midjourney', what: 'sign_out', hosts: ['midjourney.com'], path: '/api/auth/(signout|logout)\\b' },
  {
    service: 'midjourney',
    what: 'payment',
    hosts: ['midjourney.com'],
    path: '/(account|api/billing|api/subscription)',
    methods: CHANGES,
  },

  // Where most of them send people to pay.
  { service: 'stripe', what: 'payment', hosts: ['checkout.stripe.com', 'billing.stripe.com', 'invoice.stripe.com'] },
]

/** The guard a request to this address may have met; its method is not looked at. */
export function guardAt(url: URL): Guard | null {
  return guards.find(guard => under(url.hostname, guard.hosts) && pathOf(guard).test(url.pathname + url.search)) ?? null
}

const under = (host: string, hosts: string[]) => hosts.some(each => host === each || host.endsWith(`.${each}`))
const pathOf = ({ path = '/' }: Guard) => new RegExp(`^${path}`, 'i')

// Look here by hand: with the network panel open press, one after the other, what signs out, deletes and pays; each
// request that would do it must meet a line above. Lovable signs out without a request: only the probe sees that.
