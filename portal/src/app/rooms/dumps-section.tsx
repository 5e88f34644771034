import type { Profile } from '@taxi/contract/people.ts'
import { Tick } from '@taxi/ui/controls/field.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { useLive } from '../frame/board-live.tsx'
import { useTaxi } from '../taxi.tsx'

/** Whether what was delivered is kept here as well. */
export function DumpsSection(props: { me: Profile }) {
  const words = useWords()
  const taxi = useTaxi()
  const { live } = useLive()
  async function keep(box: HTMLInputElement) {
    try {
      live.changeMe(await taxi.client.call('changeProfile', { body: { keeps_dumps: box.checked } }))
      taxi.toasts.show({ text: words().profile.saved })
    } catch (error) {
      box.checked = props.me.keeps_dumps
      taxi.tell(error)
    }
  }
  return (
    <section class="flex flex-col gap-3 rounded-card border border-line bg-card p-5">
      <h2 class="font-bold">{words().dump.title}</h2>
      <Tick
        label={words().dump.keep}
        hint={words().dump.keepSays}
        checked={props.me.keeps_dumps}
        onChange={event => void keep(event.currentTarget)}
      />
    </section>
  )
}
