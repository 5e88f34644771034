import type { HealthView, SignInFound } from '@taxi/contract/health.ts'
import { type MarkState, StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { clockOrDay } from '@taxi/ui/words/times.ts'
import { useLocale, useWords } from '@taxi/ui/words/words.tsx'
import { For, Show } from 'solid-js'
import { Empty } from '../../frame/room-head.tsx'
import { Cell, Table } from '../../frame/table.tsx'

/** How the accounts were found, those in trouble first. */
export function HealthAccounts(props: { accounts: HealthView['sign_ins'] }) {
  const words = useWords()
  const locale = useLocale()
  const heads = () => {
    const { account, how, machine, since } = words().health
    return [account, how, machine, since]
  }
  return (
    <Show
      when={props.accounts.length > 0}
      fallback={<Empty says={words().health.noAccounts} next={words().health.noAccountsNext} />}
    >
      <Table label={words().health.accounts} heads={heads()}>
        <For each={props.accounts}>
          {account => (
            <tr data-account={account.service} data-found={account.found}>
              <Cell>
                <p class="font-medium">{account.slots.join(', ') || account.service}</p>
                <Show when={account.slots.length === 0}>
                  <p class="text-xs text-quiet">{words().health.noSlot}</p>
                </Show>
              </Cell>
              <Cell>
                <span class="flex items-center gap-2">
                  <StateMark state={marks[account.found]} />
                  {words().health.found[account.found]}
                </span>
              </Cell>
              <Cell>{account.machine}</Cell>
              <Cell class="whitespace-nowrap text-quiet">{clockOrDay(account.since, new Date(), locale())}</Cell>
            </tr>
          )}
        </For>
      </Table>
    </Show>
  )
}

const marks: Record<SignInFound, MarkState> = {
  signed_in: 'free',
  expiring: 'held',
  wall: 'held',
  captcha: 'held',
  code: 'sick',
  signed_out: 'sick',
}
