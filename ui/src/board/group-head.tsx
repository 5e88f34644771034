import type { PlaceView } from '@taxi/contract/queue.ts'
import type { SlotView } from '@taxi/contract/slots.ts'
import { Show } from 'solid-js'
import { Button } from '../controls/button.tsx'
import { mayQueueForAny, placeForAny } from '../queue/any-of-service.ts'
import { waitText } from '../queue/wait-text.ts'
import { useWords } from '../words/words.tsx'
import { anyOf, type Commands } from './commands.ts'
import type { SlotGroup } from './group-slots.ts'

/** A service's name, how many of its slots are free, and one place in all their lines. */
export function GroupHead(props: {
  group: SlotGroup
  places: readonly PlaceView[]
  commands: Commands
  away: string | null
}) {
  const words = useWords()
  const place = () => placeForAny(props.group.service, props.places)
  const busy = () => props.commands.isRunning(anyOf(props.group.service))
  /** A place for the whole service is left through any of its slots. */
  const leaving = (): SlotView | undefined => props.group.slots.find(slot => slot.may.leave === true)
  return (
    <div class="mb-1.5 flex min-h-6 flex-wrap items-center justify-between gap-x-2 gap-y-1 text-xs">
      <h2 class="flex items-baseline gap-2 font-medium text-quiet">
        {props.group.name}
        <Show when={props.group.slots.length > 1}>
          <span class="font-normal">{words().board.freeOf(props.group.free, props.group.slots.length)}</span>
        </Show>
      </h2>
      <Show when={mayQueueForAny(props.group, props.places)}>
        <Button
          size="tiny"
          whyNot={props.away}
          busy={busy()}
          title={words().queue.anySays(props.group.name)}
          onClick={() => props.commands.queueForAny(props.group.service)}
        >
          {words().queue.any}
        </Button>
      </Show>
      <Show when={place()}>
        {place => (
          <p class="flex items-center gap-2 text-waiting" data-place={props.group.service}>
            {words().queue.anyYou(waitText(place(), words()) ?? '')}
            <Show when={leaving()}>
              {slot => (
                <Button
                  size="tiny"
                  whyNot={props.away}
                  busy={props.commands.isRunning(slot().id)}
                  onClick={() => props.commands.leaveQueue(slot())}
                >
                  {words().queue.leave}
                </Button>
              )}
            </Show>
          </p>
        )}
      </Show>
    </div>
  )
}
