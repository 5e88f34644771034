import { type Accessor, createEffect, on, onCleanup } from 'solid-js'

const TYPING_MS = 250

/** Looks at once, and again when the wish has changed and the typing rests. */
export function afterTyping(wish: Accessor<string>, look: () => void): void {
  let typing: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(wish, (_, before) => {
      clearTimeout(typing)
      typing = setTimeout(look, before === undefined ? 0 : TYPING_MS)
    }),
  )
  onCleanup(() => clearTimeout(typing))
}
