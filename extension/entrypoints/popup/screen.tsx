import { Checker } from '@taxi/ui/controls/checker.tsx'
import type { JSX } from 'solid-js'

/** The frame of the screens before the board: checker, title, one sentence, a form. */
export function Screen(props: { title: string; says?: string; children: JSX.Element }) {
  return (
    <main class="flex min-h-80 flex-col">
      <Checker />
      <div class="flex flex-1 flex-col gap-4 p-5">
        <div>
          <p class="text-xs font-medium text-quiet">VDI Taxi</p>
          <h1 class="text-xl font-bold">{props.title}</h1>
          {props.says && <p class="mt-1 text-sm text-quiet">{props.says}</p>}
        </div>
        {props.children}
      </div>
    </main>
  )
}
