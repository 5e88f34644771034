import type { AuditVerdict } from '@taxi/contract/safety.ts'
import { StateMark } from '@taxi/ui/controls/state-mark.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { Show } from 'solid-js'

/** Whether the log is whole; if not, where it was touched and what to do first. */
export function Verdict(props: { verdict: AuditVerdict }) {
  const words = useWords()
  const broken = () => {
    const { ok, why, broken_at } = props.verdict
    return ok || !why ? null : words().audit.broken[why](String(broken_at ?? '?'))
  }
  return (
    <div
      role={broken() ? 'alert' : 'status'}
      data-verdict={props.verdict.ok ? 'whole' : 'broken'}
      class={`mb-4 rounded-card border bg-card px-4 py-3 text-sm ${broken() ? 'border-sick' : 'border-line'}`}
    >
      <p class="flex items-center gap-2 font-medium">
        <StateMark state={broken() ? 'sick' : 'free'} />
        {broken() ?? words().audit.whole(props.verdict.rows)}
      </p>
      <Show when={broken()}>
        <p class="mt-1 pl-5 text-quiet">{words().audit.brokenNext}</p>
      </Show>
      <Show when={!broken() && props.verdict.head}>
        {head => (
          <p class="mt-1 pl-5 text-xs text-quiet">
            {words().audit.head}: <code class="break-all">{head()}</code>
          </p>
        )}
      </Show>
    </div>
  )
}
