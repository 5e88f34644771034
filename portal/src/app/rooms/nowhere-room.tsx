import { A } from '@solidjs/router'
import { useWords } from '@taxi/ui/words/words.tsx'

export function NowhereRoom() {
  const words = useWords()
  return (
    <div class="py-16 text-center">
      <h1 class="text-lg font-bold">{words().room.nowhere}</h1>
      <A href="/" class="mt-3 inline-block underline">
        {words().room.toBoard}
      </A>
    </div>
  )
}
