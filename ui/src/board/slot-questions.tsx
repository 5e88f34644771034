import { AskDialog } from '../asks/ask-dialog.tsx'
import { BookingDialog } from '../bookings/booking-dialog.tsx'
import type { Bookings } from '../bookings/bookings.ts'
import { SlotRepairDialogs } from '../care/slot-repair-dialogs.tsx'
import { StopWorkDialog } from '../hands/stop-work-dialog.tsx'
import type { Live } from '../live/live.ts'
import type { Commands } from './commands.ts'
import { KickDialog } from './kick-dialog.tsx'
import type { SlotQuestion } from './slot-question.ts'
import { WatchDialog } from './watch-dialog.tsx'

/** The dialogs that ask before something is done about a slot. */
export function SlotQuestions(props: {
  asked: SlotQuestion | null
  live: Live
  commands: Commands
  bookings: Bookings
  now: Date
  away: string | null
  roomy?: boolean
  onClose: () => void
}) {
  const about = (what: SlotQuestion['about']) => (props.asked?.about === what ? props.asked.slot : null)
  return (
    <>
      <BookingDialog
        slot={about('book')}
        bookings={props.bookings}
        live={props.live}
        now={props.now}
        away={props.away}
        roomy={props.roomy}
        onClose={props.onClose}
      />
      <AskDialog slot={about('ask')} onClose={props.onClose} onAsk={props.commands.ask} />
      <StopWorkDialog slot={about('stop-work')} onClose={props.onClose} onStop={props.commands.stopWork} />
      <WatchDialog slot={about('watch')} onClose={props.onClose} onWatch={props.commands.watch} />
      <SlotRepairDialogs
        restarting={about('restart')}
        rebooting={about('reboot')}
        onClose={props.onClose}
        onRestart={props.commands.restart}
        onReboot={props.commands.reboot}
      />
      <KickDialog slot={about('kick')} onClose={props.onClose} onKick={props.commands.kick} />
    </>
  )
}
