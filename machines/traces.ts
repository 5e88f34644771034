import { until } from '../ride/world.ts'
import type { MachineSeat } from './machine-seat.ts'

/** What one person leaves in a browser that another must not find: how it is left, and whether it is there. */
interface Trace {
  leave: (seat: MachineSeat, mark: string, page: string) => Promise<unknown>
  isThere: (seat: MachineSeat, mark: string) => Promise<boolean>
}

const PROFILES = '/var/lib/taxi/profiles'
const words = (text: string) => JSON.stringify(text)
const openTab = (url: string) => `chrome.tabs.create({ url: ${words(url)} })`
const printed = async (seat: MachineSeat, command: string, mark: string) => (await seat.asSeat(command)).includes(mark)

/** A file of the profile that holds the text, in either of the two ways browsers write it. */
const inFiles = async ({ asRoot }: MachineSeat, folder: string, text: string) => {
  const wide = [...text].join('.')
  return (await asRoot(`grep -rlaE '${text}|${wide}' ${PROFILES}/*/Default/${folder} || true`)).trim() !== ''
}

export const traces: Record<string, Trace> = {
  'an open tab': {
    leave: ({ inCompanion }, mark, page) => inCompanion(openTab(`${page}?open=${mark}`)),
    isThere: ({ inCompanion }, mark) =>
      inCompanion(`chrome.tabs.query({}).then(tabs => tabs.some(tab => tab.url.includes('open=${mark}')))`),
  },
  'a tab closed a moment ago': {
    leave: async ({ inCompanion }, mark, page) => {
      const id = await inCompanion<number>(`${openTab(`${page}?closed=${mark}`)}.then(tab => tab.id)`)
      await until('the tab is loaded', () =>
        inCompanion<boolean>(`chrome.tabs.get(${id}).then(tab => tab.status === 'complete')`),
      )
      await inCompanion(`chrome.tabs.remove(${id})`)
    },
    isThere: (seat, mark) => inFiles(seat, 'Sessions', `closed=${mark}`),
  },
  'a page in the history': {
    // The tabs have left it.
    leave: async () => undefined,
    isThere: ({ inCompanion }, mark) =>
      inCompanion(
        `chrome.history.search({ text: '', startTime: 0, maxResults: 1000 }).then(all => all.some(({ url }) => url.includes('${mark}')))`,
      ),
  },
  'a line in the list of downloads': {
    leave: ({ inCompanion }, mark) =>
      inCompanion(`chrome.downloads.download({ url: 'data:text/plain,${mark}', filename: '${mark}.txt' })`),
    isThere: ({ inCompanion }, mark) =>
      inCompanion(`chrome.downloads.search({}).then(all => all.some(({ filename }) => filename.includes('${mark}')))`),
  },
  'a file in Downloads': {
    leave: async () => undefined,
    isThere: (seat, mark) => printed(seat, 'ls /var/lib/taxi/home/Downloads', `${mark}.txt`),
  },
  'the clipboard': {
    // Copied on the screen before.
    leave: async () => undefined,
    isThere: (seat, mark) => printed(seat, 'timeout 2 xclip -selection clipboard -o -t UTF8_STRING', mark),
  },
  'what was marked with the mouse': {
    leave: async () => undefined,
    isThere: (seat, mark) => printed(seat, 'timeout 2 xclip -selection primary -o -t UTF8_STRING', mark),
  },
  'what a page keeps for as long as its tab is open': {
    leave: ({ inCompanion }, mark, page) =>
      inCompanion(`chrome.tabs.query({ url: '${page}*' }).then(([tab]) => chrome.scripting.executeScript({
        target: { tabId: tab.id }, args: ['${mark}'], func: mark => sessionStorage.setItem('draft', 'kept ' + mark) }))`),
    isThere: (seat, mark) => inFiles(seat, "'Session Storage'", `kept ${mark}`),
  },
}

/** Leaves every one of them, and waits until each is there: what was never left proves nothing. */
export async function leaveTraces(seat: MachineSeat, mark: string, page: string): Promise<void> {
  for (const { leave } of Object.values(traces)) await leave(seat, mark, page)
  for (const [name, { isThere }] of Object.entries(traces)) await until(`${name} is left`, () => isThere(seat, mark))
}

/** The names of those that are still there. */
export async function tracesLeft(seat: MachineSeat, mark: string): Promise<string[]> {
  const found: string[] = []
  for (const [name, { isThere }] of Object.entries(traces)) if (await isThere(seat, mark)) found.push(name)
  return found
}

/** Every file of the seat that holds the mark; what lies sealed belongs to the person who left it. */
export async function filesWith({ asRoot }: MachineSeat, mark: string): Promise<string[]> {
  const wide = [...mark].join('.')
  const found = await asRoot(`grep -rlaE '${mark}|${wide}' /var/lib/taxi --exclude-dir=sealed || true`)
  return found.split('\n').filter(Boolean)
}
