import { FlowProject } from './flow-shapes.ts'
import { known } from './known.ts'
import { mimeOf } from './mime-of.ts'
import { NotAnswered, type Page, SignedOut } from './page.ts'
import { without } from './private.ts'
import { type ChatRef, type Found, instantOf, type Service, type WithBytes } from './service.ts'

type FoundAsset = NonNullable<Found['assets']>[number]
type Media = FlowProject['workflows'][number]['media'][number]

/** Flow: no chat but a project of films and pictures, each with what was asked for. */
export const flow: Service = {
  name: 'flow',
  library: true,

  owns: url => url.hostname === 'labs.google' && url.pathname.startsWith('/fx/'),
  chatAt: url =>
    url.pathname.match(/^\/fx\/(?:[a-z]{2}(?:-[\w]+)?\/)?tools\/flow\/project\/([0-9a-f]{8}-[0-9a-f-]{27})/)?.[1] ??
    null,
  addressOf: chatId => `https://labs.google/fx/tools/flow/project/${chatId}`,
  signInHosts: () => ['labs.google', 'accounts.google.com'],

  isMessage: url =>
    url.hostname === 'aisandbox-pa.googleapis.com' &&
    /:(?:batchAsyncGenerate|batchGenerate|runImage)\w*$/.test(url.pathname),
  answering: '[data-tile-id] [role="progressbar"]',
  signIn: {
    address: 'https://labs.google/fx/api/auth/session',
    cookie: /^__Secure-next-auth\.session-token/,
    signedIn: ({ text }) => (/"access_token"\s*:/.test(text) ? true : /^\s*\{\s*\}\s*$/.test(text) ? false : null),
  },

  async readByApi(chat, page) {
    const input = encodeURIComponent(JSON.stringify({ json: { projectId: chat.id } }))
    const answer = await page.json(`/fx/api/trpc/flow.projectInitialData?input=${input}`).catch(error => {
      throw error instanceof NotAnswered && error.status === 401 ? new SignedOut() : error
    })
    const project = known(FlowProject, answer, 'the project').result.data.json
    if (project.projectId !== chat.id) throw new NotAnswered(200, 'another project')
    return foundIn(project, chat, without(answer, isOwners))
  },
}

const isOwners = (key: string) => /^(?:user|owner|creator|account)/i.test(key)

function foundIn(project: FlowProject, chat: ChatRef, raw: unknown): Found {
  const bytesOf = bytesFor(chat)
  const media = project.workflows.flatMap(workflow => workflow.media)
  const assets = media.map(each => assetOf(each, bytesOf))
  const times = assets.flatMap(({ at }) => at ?? []).sort()
  return {
    title: project.projectInfo?.projectTitle ?? '',
    model: null,
    created_at: times[0] ?? null,
    updated_at: times.at(-1) ?? null,
    turns: [],
    assets,
    raw,
  }
}

function assetOf(
  { name, mediaType, prompt, model, createTime }: Media,
  bytesOf: (id: string) => WithBytes,
): FoundAsset {
  const kind = kindOf(mediaType ?? '')
  return {
    id: name,
    kind,
    title: prompt || name,
    mime: mimeOf({ image: '.png', audio: '.mp3', video: '.mp4', file: '' }[kind]),
    ...(prompt ? { prompt } : {}),
    model: model ?? null,
    at: instantOf(createTime),
    ...bytesOf(name),
  }
}

function kindOf(type: string): FoundAsset['kind'] {
  const kind = type.toLowerCase()
  return kind.includes('image') ? 'image' : kind.includes('audio') ? 'audio' : kind.includes('video') ? 'video' : 'file'
}

/** Where the page plays it from; what the page does not show now the service leads to by name. */
function bytesFor(chat: ChatRef): (id: string) => WithBytes {
  let played: Promise<Map<string, string>> | null = null
  return id => ({
    bytes: {
      key: id,
      url: async page => {
        played ??= playedOn(page, chat)
        const redirect = `/fx/api/trpc/media.getMediaUrlRedirect?name=${encodeURIComponent(id)}`
        return (await played).get(id) ?? new URL(redirect, page.url).href
      },
    },
  })
}

async function playedOn(page: Page, chat: ChatRef): Promise<Map<string, string>> {
  if (flow.chatAt(new URL(page.url)) !== chat.id) return new Map()
  const shown = await page.shown('flow', false).catch(() => null)
  return new Map(shown?.assets.map(({ id, url }) => [id, url]))
}

// Look here by hand: open a project and compare /fx/api/trpc/flow.projectInitialData with flow-shapes.ts; then
// `[data-tile-id]` with flow.page.ts; make a film and compare the request with `isMessage`.
