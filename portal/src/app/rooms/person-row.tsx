import type { PersonView, Role } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { useLive } from '../frame/board-live.tsx'
import { Cell } from '../frame/table.tsx'

const roles: Role[] = ['member', 'operator', 'admin']

export function PersonRow(props: {
  person: PersonView
  onRole: (role: Role) => void
  onDisable: () => void
  onEnable: () => void
  onInvite: () => void
  onSignIns: () => void
}) {
  const words = useWords()
  const { live } = useLive()
  const isMe = () => props.person.id === live.state.me?.id
  const status = () => statusOf(props.person)
  const yes = (is: boolean) => (is ? words().form.yes : <span class="text-quiet">{words().form.no}</span>)
  return (
    <tr data-person={props.person.email}>
      <Cell>
        <p class="font-medium">
          {props.person.name}
          <Show when={isMe()}>
            <span class="font-normal text-quiet"> · {words().people.you}</span>
          </Show>
        </p>
        <p class="text-xs text-quiet">{props.person.email}</p>
      </Cell>
      <Cell>
        <select
          aria-label={`${words().people.role}: ${props.person.name}`}
          class="h-8 rounded-control border border-edge bg-card px-2"
          onChange={event => props.onRole(event.currentTarget.value as Role)}
        >
          <For each={roles}>
            {role => (
              <option value={role} selected={props.person.roles.includes(role)}>
                {words().people.roles[role]}
              </option>
            )}
          </For>
        </select>
      </Cell>
      <Cell>
        <span class="flex items-center gap-2 whitespace-nowrap">
          <StateMark state={marks[status()]} />
          {words().people[status()]}
        </span>
      </Cell>
      <Cell>{yes(props.person.telegram_linked)}</Cell>
      <Cell>{yes(props.person.totp_enabled)}</Cell>
      <Cell>
        <div class="flex justify-end gap-2">
          <Show
            when={status() !== 'disabled'}
            fallback={<Button onClick={() => props.onEnable()}>{words().people.enable}</Button>}
          >
            <Button look="quiet" onClick={() => props.onSignIns()}>
              {words().personSafety.open}
            </Button>
            <Button look="quiet" onClick={() => props.onInvite()}>
              {words().people.inviteAgain}
            </Button>
            <Show when={!isMe()}>
              <Button look="quiet" onClick={() => props.onDisable()}>
                {words().people.disable}
              </Button>
            </Show>
          </Show>
        </div>
      </Cell>
    </tr>
  )
}

const marks = { active: 'free', invited: 'held', disabled: 'off' } as const

function statusOf(person: PersonView): keyof typeof marks {
  if (person.disabled_at) return 'disabled'
  return person.has_password ? 'active' : 'invited'
}
