import { Button } from '@taxi/ui/controls/button.tsx'
import { CopyButton } from '@taxi/ui/controls/copy-button.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For } from 'solid-js'

/** The codes for the day the phone is lost, to be taken along: the server keeps only their hashes. */
export function RecoveryCodes(props: { codes: string[]; email: string; onKept: () => void }) {
  const words = useWords()
  let list!: HTMLOListElement
  return (
    <section class="flex flex-col gap-4" aria-label={words().factor.codesTitle}>
      <div>
        <h3 class="font-bold">{words().factor.codesTitle}</h3>
        <p class="mt-1 text-sm text-quiet">{words().factor.codesSays}</p>
      </div>
      <ol
        ref={list}
        class="grid grid-cols-1 gap-x-6 gap-y-1 rounded-control border border-line bg-paper px-4 py-3 font-mono text-sm sm:grid-cols-2"
      >
        <For each={props.codes}>{code => <li data-code>{code}</li>}</For>
      </ol>
      <div class="flex flex-wrap justify-end gap-2">
        <CopyButton
          text={props.codes.join('\n')}
          verb={words().factor.copyAll}
          select={() => getSelection()?.selectAllChildren(list)}
        />
        <Button onClick={() => saveText(`${words().factor.file(props.email)}\n\n${props.codes.join('\n')}\n`)}>
          {words().do.download}
        </Button>
        <Button look="main" onClick={() => props.onKept()}>
          {words().factor.codesKept}
        </Button>
      </div>
    </section>
  )
}

function saveText(text: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }))
  const link = document.createElement('a')
  link.href = url
  link.download = 'vdi-taxi-recovery-codes.txt'
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
