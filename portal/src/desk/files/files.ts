import type { DeskFile, DeskFiles } from '@taxi/contract/desk-files.ts'
import { saveFile } from '@taxi/ui/controls/save-file.ts'
import { createSignal } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Desk } from '../desk.ts'
import { sendFile } from './send-file.ts'
import { createUploads } from './uploads.ts'

export type Files = ReturnType<typeof createFiles>

/** Files into the machine's Downloads and out of them. Says what is; shows nothing. */
export function createFiles(desk: Desk) {
  const [open, setOpen] = createSignal(false)
  const [machine, setMachine] = createStore<{ there: DeskFiles | null }>({ there: null })
  const [unread, setUnread] = createSignal<unknown>(null)
  const [refused, setRefused] = createSignal<unknown>(null)
  const [fetching, setFetching] = createSignal<{ path: string; percent: number } | null>(null)
  const here = { params: { id: desk.sessionId } }
  const there = () => machine.there

  const load = () =>
    desk.client.call('deskFiles', here).then(files => {
      // Rows that stay keep their place and the focus in them.
      setMachine('there', reconcile(files, { key: 'path' }))
      setUnread(null)
    }, setUnread)

  const uploads = createUploads({
    send(file, onSent, signal) {
      // Whoever brings a file is here.
      void desk.client.call('here', here).then(desk.take, () => {})
      return sendFile(file, {
        sessionId: desk.sessionId,
        token: desk.token() ?? '',
        locale: desk.state.locale,
        onSent,
        signal,
      })
    },
    onArrived: () => void load(),
  })

  return {
    open,
    uploads,
    /** What lies in Downloads; null before it is known. */
    there,
    /** What could not be done last, or why nothing is known of the machine. */
    trouble: () => refused() ?? unread(),
    fetching,
    load,
    show(is: boolean) {
      setOpen(is)
      setRefused(null)
      if (is) void load()
    },
    async bring(wishes: { file: File; isFolder: boolean }[]) {
      if (wishes.length === 0) return
      setOpen(true)
      // The limit is asked for before the first file goes: one that is too large is told so at once.
      if (!there()) await load()
      const limit = there()?.limit ?? Number.POSITIVE_INFINITY
      const whyNot = (file: File) => (file.size > limit ? 'too-large' : null)
      uploads.add(wishes.map(({ file, isFolder }) => ({ file, trouble: isFolder ? 'folder' : whyNot(file) })))
    },
    async fetch({ path, bytes }: DeskFile) {
      if (fetching()) return
      setRefused(null)
      setFetching({ path, percent: 0 })
      try {
        const answer = await desk.client.call('fetchDeskFile', { ...here, query: { path } })
        const file = await wholeOf(answer, got => setFetching({ path, percent: percentOf(got, bytes) }))
        saveFile(file, path.split('/').at(-1) ?? path)
      } catch (error) {
        setRefused(error)
        void load()
      } finally {
        setFetching(null)
      }
    },
    async discard({ path }: DeskFile) {
      setRefused(null)
      await desk.client.call('discardDeskFile', { ...here, query: { path } }).catch(setRefused)
      await load()
    },
    /** It is over: what is on its way is cut. */
    stop() {
      uploads.stop()
      setOpen(false)
    },
  }
}

export const percentOf = (done: number, all: number) => (all > 0 ? Math.min(100, Math.floor((done / all) * 100)) : 0)

/** The bytes of an answer, told of as they come. Throws when they break off. */
async function wholeOf(answer: Response, onCame: (bytes: number) => void): Promise<Blob> {
  let came = 0
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, stream) {
      came += chunk.length
      onCame(came)
      stream.enqueue(chunk)
    },
  })
  return new Response(answer.body?.pipeThrough(counting)).blob()
}
