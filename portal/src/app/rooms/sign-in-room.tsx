import { SignInForm } from '@taxi/ui/sign-in/sign-in-form.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { OutsideFrame } from '../frame/outside-frame.tsx'
import { useTaxi } from '../taxi.tsx'
import { TelegramButton } from './telegram-button.tsx'

export function SignInRoom() {
  const words = useWords()
  const taxi = useTaxi()
  return (
    <OutsideFrame title={words().signIn.title} says={words().signIn.noAccount}>
      <SignInForm
        client={taxi.client}
        others={hello => hello.ways.telegram && hello.bot_id && <TelegramButton botId={hello.bot_id} />}
        onSignedIn={async answer => {
          await taxi.signIn.accept(answer)
          taxi.setSignedIn(true)
        }}
      />
    </OutsideFrame>
  )
}
