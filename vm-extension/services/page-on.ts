import type { Pace } from '../browser/pace.ts'
import { known } from './known.ts'
import { NotAnswered, type Page, type PageAnswer, type PageHands, type PageRequest } from './page.ts'
import { Shown, ShownFrame } from './shown.ts'
import { withFrames } from './with-frames.ts'

/** A page as readers see it, on what a browser or a test can do. */
export function pageOn(hands: PageHands, pace: Pace): Page {
  const { tab, url, cookie, stored, global, snapshot } = hands

  async function answerTo(path: string, request: PageRequest = {}): Promise<PageAnswer> {
    const answer = await pace.ask(new URL(path, url).host, () => hands.send(path, request))
    if (answer.status < 200 || answer.status > 299) throw new NotAnswered(answer.status, path, answer.text)
    return answer
  }

  return {
    tab,
    url,
    cookie,
    stored,
    global,
    snapshot,
    text: async (path, request) => (await answerTo(path, request)).text,
    async json(path, request) {
      const { text, status } = await answerTo(path, {
        ...request,
        headers: { accept: 'application/json', ...request?.headers },
      })
      try {
        return JSON.parse(text)
      } catch {
        // A bot wall answers in HTML, with any status.
        throw new NotAnswered(status, path, text)
      }
    },
    async shown(service, scroll) {
      const shown = known(Shown, await hands.look(service, scroll), 'the page')
      if (!shown.turns.some(({ framed }) => framed)) return shown
      const frames = await hands.frames(service).catch(() => [])
      return withFrames(
        shown,
        frames.map(frame => known(ShownFrame, frame, 'the frame')),
      )
    },
  }
}
