import { createEffect, createUniqueId, type JSX, onCleanup, Show } from 'solid-js'

/** A question or a form on top of everything. The browser keeps the focus inside and closes it on Escape. */
export function Dialog(props: {
  open: boolean
  title: string
  onClose: () => void
  children: JSX.Element
  wide?: boolean
  /** Fills a window that is hardly larger than the dialog itself: the popup. */
  whole?: boolean
}) {
  const id = createUniqueId()
  let dialog!: HTMLDialogElement
  createEffect(() => {
    if (props.open && !dialog.open) dialog.showModal()
    if (!props.open && dialog.open) dialog.close()
  })
  onCleanup(() => dialog.close())
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        props.onClose()
      }}
      class={`${props.whole ? WHOLE : `${INSET} ${props.wide ? 'max-w-2xl' : 'max-w-md'}`} overflow-y-auto bg-card outline-none text-ink backdrop:bg-[rgb(0_0_0/45%)] open:animate-appear`}
    >
      <Show when={props.open}>
        <h2 id={id} class="mb-3 text-lg font-bold">
          {props.title}
        </h2>
        {props.children}
      </Show>
    </dialog>
  )
}

const WHOLE = 'm-0 h-full max-h-none w-full max-w-none p-3'
const INSET = 'm-auto max-h-[calc(100%-32px)] w-[calc(100%-32px)] rounded-card border border-line p-5 shadow-raised'
