import { Checker } from '@taxi/ui/controls/checker.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import type { JSX } from 'solid-js'
import { useTaxi } from '../taxi.tsx'

/** The page of those who are not signed in: one card, and the two languages. */
export function OutsideFrame(props: { title: string; says?: string; children: JSX.Element }) {
  const words = useWords()
  const taxi = useTaxi()
  return (
    <div class="flex min-h-dvh flex-col">
      <Checker />
      <main class="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-4 py-8">
        <p class="text-sm font-medium text-quiet">{words().product}</p>
        <h1 class="text-xl font-bold">{props.title}</h1>
        {props.says && <p class="mt-1 text-sm text-quiet">{props.says}</p>}
        <div class="mt-5 rounded-card border border-line bg-card p-5">{props.children}</div>
        <p class="mt-4 flex justify-center gap-4 text-sm text-quiet">
          <button
            type="button"
            lang="ru"
            class="hover:text-ink hover:underline"
            onClick={() => taxi.choose({ locale: 'ru' })}
          >
            Русский
          </button>
          <button
            type="button"
            lang="en"
            class="hover:text-ink hover:underline"
            onClick={() => taxi.choose({ locale: 'en' })}
          >
            English
          </button>
        </p>
      </main>
    </div>
  )
}
