import { For, type JSX } from 'solid-js'

/** A table whose head stays in sight. It scrolls in itself, both ways, so that the page never does sideways. */
export function Table(props: { label: string; heads: string[]; children: JSX.Element }) {
  return (
    <section
      aria-label={props.label}
      class="max-h-[calc(100dvh-150px)] overflow-auto rounded-card border border-line bg-card"
    >
      <table class="w-full border-separate border-spacing-0 text-left text-sm">
        <thead>
          <tr>
            <For each={props.heads}>
              {head => (
                <th
                  scope="col"
                  class="sticky top-0 z-10 border-line border-b bg-card px-3 py-2 text-xs font-medium whitespace-nowrap text-quiet"
                >
                  {head || <span class="sr-only">…</span>}
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody class="[&>tr:not(:last-child)>td]:border-line [&>tr:not(:last-child)>td]:border-b">
          {props.children}
        </tbody>
      </table>
    </section>
  )
}

export function Cell(props: { class?: string; children?: JSX.Element }) {
  return <td class={`px-3 py-2.5 align-middle ${props.class ?? ''}`}>{props.children}</td>
}
