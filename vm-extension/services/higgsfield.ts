import { foundOnPage } from './from-page.ts'
import { HiggsfieldJob } from './higgsfield-shapes.ts'
import { known } from './known.ts'
import { mimeOf } from './mime-of.ts'
import { NotAnswered, type Page, SignedOut } from './page.ts'
import { without } from './private.ts'
import { type Found, instant, type Service } from './service.ts'

type FoundAsset = NonNullable<Found['assets']>[number]

const API = 'https://fnf.higgsfield.ai'
/** What the page shows is a library: the service is asked about the newest of it, the rest stays as the page tells. */
const MOST_JOBS = 60

/** Higgsfield: no chat but a library of pictures and films; the page names the jobs, the service tells about each. */
export const higgsfield: Service = {
  name: 'higgsfield',
  library: true,

  owns: url => /^(?:www\.)?higgsfield\.ai$/.test(url.hostname),
  chatAt: url => url.pathname.match(/^\/(?:library|assets)\/([\w-]+)\/?$/)?.[1] ?? null,
  addressOf: chatId => `https://higgsfield.ai/library/${chatId}`,
  signInHosts: () => ['higgsfield.ai', 'clerk.higgsfield.ai'],

  // `/jobs/<id>` and `/jobs/accessible` are asked to draw the page.
  isMessage: url => url.origin === API && /^\/jobs\/(?!accessible$|[0-9a-f]{8}-)[\w-]+$/.test(url.pathname),
  answering: '[data-job-id] [role="progressbar"]',

  async readShown(shown, _, page) {
    const found = foundOnPage(shown)
    const { assets, raw, why } = await asked(found.assets ?? [], page)
    const times = assets.flatMap(({ at }) => at ?? []).sort()
    return {
      ...found,
      created_at: times[0] ?? null,
      updated_at: times.at(-1) ?? null,
      assets,
      ...(why ? { notes: [`the service told nothing about its jobs: ${why}`] } : {}),
      raw: raw.length > 0 ? raw : undefined,
    }
  },
}

interface Asked {
  assets: FoundAsset[]
  raw: unknown[]
  why?: string
}

async function asked(assets: FoundAsset[], page: Page): Promise<Asked> {
  const told = new Map<string, FoundAsset>()
  const raw: unknown[] = []
  const done = (why?: string) => ({
    assets: assets.map(asset => told.get(asset.id) ?? asset),
    raw,
    ...(why ? { why } : {}),
  })
  for (const asset of assets.slice(0, MOST_JOBS)) {
    try {
      const answer = await page.json(`${API}/jobs/${encodeURIComponent(asset.id)}`, { headers: await authorised(page) })
      told.set(asset.id, withJob(asset, known(HiggsfieldJob, answer, 'the job')))
      raw.push(without(answer, key => /^(?:user|owner|account|workspace)/i.test(key)))
    } catch (error) {
      // One job may be gone; a door that is closed is closed for all.
      const isGone = error instanceof NotAnswered && error.status === 404
      if (!isGone) return done(error instanceof Error ? error.message : String(error))
    }
  }
  return done()
}

/** The page's token serves about a minute: each question takes it anew. */
async function authorised(page: Page): Promise<Record<string, string>> {
  const token = await page.global('Clerk.session.getToken')
  if (typeof token !== 'string' || token === '') throw new SignedOut()
  return { authorization: `Bearer ${token}` }
}

function withJob(asset: FoundAsset, { params, job_set_type, created_at, results }: HiggsfieldJob): FoundAsset {
  const made = results?.raw ?? results?.min
  const kind = made?.type === 'image' || made?.type === 'video' || made?.type === 'audio' ? made.type : asset.kind
  const prompt = params?.prompt || asset.prompt
  const url = made?.url
  return {
    ...asset,
    kind,
    title: prompt || asset.title,
    mime: mimeOf(new URL(url ?? 'file:///x').pathname).replace('application/octet-stream', asset.mime),
    ...(prompt ? { prompt } : {}),
    model: params?.model ?? job_set_type ?? null,
    at: instant(created_at),
    ...(asset.bytes ? { bytes: { ...asset.bytes, ...(url ? { larger: url } : {}) } } : {}),
  }
}

// Look here by hand: open the library and compare `[data-job-id]` with higgsfield.page.ts; then the answer of
// fnf.higgsfield.ai/jobs/<id> with higgsfield-shapes.ts; make a picture and compare the request with `isMessage`.
