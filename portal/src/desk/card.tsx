import { Checker } from '@taxi/ui/controls/checker.tsx'
import { type JSX, Show } from 'solid-js'

/** The one card in the middle of a page that has no picture. */
export function Card(props: { title: string; over?: string | undefined; children: JSX.Element }) {
  return (
    <main class="fixed inset-0 grid place-items-center overflow-auto bg-paper p-4">
      <section class="w-full max-w-md animate-appear overflow-hidden rounded-card border border-line bg-card shadow-raised">
        <Checker />
        <div class="p-6">
          <Show when={props.over}>
            <p class="mb-1 text-sm text-quiet">{props.over}</p>
          </Show>
          <h1 class="text-lg font-bold text-balance">{props.title}</h1>
          {props.children}
        </div>
      </section>
    </main>
  )
}
