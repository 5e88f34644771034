import type { TemplateView } from '@taxi/contract/templates.ts'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Show } from 'solid-js'
import type { Commands } from '../board/commands.ts'
import { Button } from '../controls/button.tsx'
import { Confirm } from '../controls/confirm.tsx'
import type { Live } from '../live/live.ts'
import { useWords } from '../words/words.tsx'
import { LaunchRefused, type RefusedLaunch } from './launch-refused.tsx'
import { slotsOf } from './obstacle.ts'
import { TemplateCard } from './template-card.tsx'
import { runOf } from './template-commands.ts'
import { TemplateDialog } from './template-dialog.tsx'

/** Sets of slots, each launched with one press. */
export function Templates(props: { live: Live; commands: Commands; now: Date; search: string; roomy?: boolean }) {
  const words = useWords()
  const [editing, setEditing] = createSignal<TemplateView | 'new' | null>(null)
  const [removing, setRemoving] = createSignal<TemplateView | null>(null)
  const [refused, setRefused] = createSignal<RefusedLaunch | null>(null)
  const state = props.live.state
  const away = () => (state.line === 'offline' ? words().line.unreachable : null)
  const found = () => state.templates.filter(template => isCalled(template, props.search))
  const launch = (template: TemplateView) =>
    props.commands.launch(template, async error => {
      // Somebody was faster: the board has to know before it can say what can be waited for.
      await props.live.reload()
      const mayQueue = slotsOf(template, state.slots).some(slot => slot.may.queue === true)
      setRefused({ template, error, mayQueue })
    })
  return (
    <Show when={state.slots.length > 1 && (found().length > 0 || !props.search)}>
      <section aria-label={words().templates.title}>
        <div class="mb-1.5 flex min-h-6 items-center justify-between gap-2 text-xs">
          <h2 class="font-medium text-quiet">{words().templates.title}</h2>
          <Button size="tiny" icon={<Plus size={14} />} whyNot={away()} onClick={() => setEditing('new')}>
            {words().templates.add}
          </Button>
        </div>
        <Show when={state.templates.length > 0} fallback={<p class="text-xs text-quiet">{words().templates.none}</p>}>
          <ul class={`grid grid-cols-1 gap-2 ${props.roomy ? 'md:grid-cols-2' : ''}`}>
            <For each={found()}>
              {template => (
                <TemplateCard
                  template={template}
                  board={state.slots}
                  now={props.now}
                  busy={props.commands.isRunning(runOf(template))}
                  away={away()}
                  onLaunch={() => launch(template)}
                  onQueue={() => props.commands.queueForAll(template)}
                  onEdit={() => setEditing(template)}
                  onRemove={() => setRemoving(template)}
                />
              )}
            </For>
          </ul>
        </Show>
      </section>
      <TemplateDialog
        editing={editing()}
        board={state.slots}
        whole={!props.roomy}
        onSave={props.commands.saveTemplate}
        onClose={() => setEditing(null)}
      />
      <Confirm
        open={removing() !== null}
        title={words().templates.removeAsk(removing()?.name ?? '')}
        says={words().templates.removeSays}
        verb={words().templates.removeDo}
        danger
        onClose={() => setRemoving(null)}
        onYes={() => {
          const template = removing()
          if (template) void props.commands.removeTemplate(template)
        }}
      />
      <LaunchRefused refused={refused()} onClose={() => setRefused(null)} onQueue={props.commands.queueForAll} />
    </Show>
  )
}

function isCalled(template: TemplateView, search: string): boolean {
  const wanted = search.trim().toLowerCase()
  return [template.name, ...template.slots.map(slot => slot.name)].some(text => text.toLowerCase().includes(wanted))
}
