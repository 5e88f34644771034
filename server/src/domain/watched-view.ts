import type { SessionView } from '@taxi/contract/sessions.ts'
import { no, permissionOf } from './no.ts'

/** A session as somebody sees it who looks over its person's shoulder: what it leaves and what can be done is not theirs. */
export function watchedView(session: SessionView): SessionView {
  const not = permissionOf(no('auth.not-allowed'))
  return {
    ...session,
    dump: null,
    may: { open: not, extend: not, release: not, hand_over: not, deliver_when_done: not },
  }
}
