import type { AuditRow } from '@taxi/contract/safety.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { Cell } from '../frame/table.tsx'
import { auditChanges } from './audit-changes.ts'

/** One entry: when, who, what, about what, and what it changed. */
export function AuditLine(props: { row: AuditRow }) {
  const words = useWords()
  const locale = useLocale()
  const said = () => (words().audit.actions as Record<string, string>)[props.row.action] ?? props.row.action
  const at = () =>
    new Date(props.row.at).toLocaleString(locale() === 'en' ? 'en-GB' : locale(), {
      dateStyle: 'short',
      timeStyle: 'medium',
    })
  return (
    <tr data-audit={props.row.id} data-action={props.row.action}>
      <Cell class="whitespace-nowrap align-top! text-quiet">
        <span title={`№ ${props.row.id}`}>{at()}</span>
      </Cell>
      <Cell class="min-w-32 align-top!">
        <p class={props.row.actor ? 'font-medium' : 'text-quiet'}>{props.row.actor?.name ?? words().audit.nobody}</p>
        <Show when={props.row.address}>{address => <p class="text-xs break-all text-quiet">{address()}</p>}</Show>
      </Cell>
      <Cell class="min-w-48 align-top!">
        <p title={props.row.action}>{said()}</p>
        <Show when={props.row.reason}>
          {reason => <p class="text-xs break-words text-quiet">{words().audit.reason(reason())}</p>}
        </Show>
      </Cell>
      <Cell class="align-top! break-words">{aboutOf(props.row)}</Cell>
      <Cell class="min-w-56 align-top!">
        <ul class="text-xs">
          <For each={auditChanges(props.row.before, props.row.after)}>
            {change => (
              <li class="break-words">
                <span class="text-quiet">{change.name}: </span>
                <Show when={change.was !== null}>
                  <del class="text-quiet">{change.was}</del>
                  {' → '}
                </Show>
                {change.is ?? '–'}
              </li>
            )}
          </For>
        </ul>
      </Cell>
    </tr>
  )
}

/** Ids say nothing where there is a name; and whoever acts on themselves need not be named twice. */
function aboutOf({ object, actor }: AuditRow): string {
  if (!object || object.id === actor?.id) return ''
  return object.kind === 'sign-in' ? '' : object.name
}
