import type { JSX } from 'solid-js'

export function RoomHead(props: { title: string; children?: JSX.Element }) {
  return (
    <header class="mb-5 flex flex-wrap items-center justify-between gap-3">
      <h1 class="text-xl font-bold">{props.title}</h1>
      {props.children}
    </header>
  )
}

/** A list with nothing in it: one sentence and the next step. */
export function Empty(props: { says: string; next?: string }) {
  return (
    <div class="rounded-card border border-line border-dashed px-4 py-10 text-center">
      <p class="font-medium">{props.says}</p>
      {props.next && <p class="mt-1 text-sm text-quiet">{props.next}</p>}
    </div>
  )
}
