import type { Service } from './service.ts'

/** Lovable: its API is not known, its page mounts a window of the messages. */
export const lovable: Service = {
  name: 'lovable',

  owns: url => /(?:^|\.)lovable\.dev$/.test(url.hostname) && url.hostname !== 'api.lovable.dev',
  chatAt: url => url.pathname.match(/^\/projects\/([0-9a-f]{8}-[0-9a-f-]{27})(?:\/|$)/)?.[1] ?? null,
  addressOf: chatId => `https://lovable.dev/projects/${chatId}`,
  signInHosts: () => ['lovable.dev'],

  isMessage: url => url.hostname === 'api.lovable.dev' && /^\/projects\/[^/]+\/chat$/.test(url.pathname),
  answering: 'button[aria-label="Stop"], button[aria-label="Stop generating"]',
}

// Look here by hand: open a project and compare `[data-message-id]` with lovable.page.ts; send a message and compare the
// request that carries it with `isMessage`.
