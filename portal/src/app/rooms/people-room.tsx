import type { Invited, PersonView, Role } from '@taxi/contract/people.ts'
import { Button } from '@taxi/ui/controls/button.tsx'
import { Confirm } from '@taxi/ui/controls/confirm.tsx'
import { useWords } from '@taxi/ui/words/words.tsx'
import { createSignal, For } from 'solid-js'
import { createLoad } from '../frame/load.ts'
import { Loaded } from '../frame/loaded.tsx'
import { RoomHead } from '../frame/room-head.tsx'
import { Table } from '../frame/table.tsx'
import { useTaxi } from '../taxi.tsx'
import { AddPerson } from './add-person.tsx'
import { InvitationDialog } from './invitation-dialog.tsx'
import { PersonRow } from './person-row.tsx'
import { PersonSafety } from './person-safety.tsx'

/** Everybody with an account: invite, give a role, disable. */
export function PeopleRoom() {
  const words = useWords()
  const taxi = useTaxi()
  const people = createLoad(() => taxi.client.call('people'))
  const [adding, setAdding] = createSignal(false)
  const [invitation, setInvitation] = createSignal<Invited | null>(null)
  const [watching, setWatching] = createSignal<PersonView | null>(null)
  const [disabling, setDisabling] = createSignal<PersonView | null>(null)

  const put = (person: PersonView) =>
    people.change(list =>
      list.some(other => other.id === person.id)
        ? list.map(other => (other.id === person.id ? person : other))
        : [...list, person],
    )
  function showInvitation(made: Invited) {
    put(made.person)
    setAdding(false)
    setInvitation(made)
  }
  async function change(person: PersonView, body: { role?: Role; disabled?: boolean }) {
    try {
      put(await taxi.client.call('changePerson', { params: { id: person.id }, body }))
    } catch (error) {
      taxi.tell(error)
      // The row's choice shows what was wished, not what is.
      await people.reload()
    }
  }
  const invite = (person: PersonView) =>
    taxi.client.call('invitePerson', { params: { id: person.id } }).then(showInvitation, taxi.tell)
  const heads = () => {
    const { name, role, status, telegram, totp } = words().people
    return [name, role, status, telegram, totp, '']
  }
  return (
    <>
      <RoomHead title={words().room.people}>
        <Button look="main" onClick={() => setAdding(true)}>
          {words().people.add}
        </Button>
      </RoomHead>
      <Loaded load={people}>
        {list => (
          <Table label={words().room.people} heads={heads()}>
            <For each={list()}>
              {person => (
                <PersonRow
                  person={person}
                  onRole={role => void change(person, { role })}
                  onDisable={() => setDisabling(person)}
                  onEnable={() => void change(person, { disabled: false })}
                  onInvite={() => void invite(person)}
                  onSignIns={() => setWatching(person)}
                />
              )}
            </For>
          </Table>
        )}
      </Loaded>
      <AddPerson open={adding()} onClose={() => setAdding(false)} onAdded={showInvitation} />
      <InvitationDialog invitation={invitation()} onClose={() => setInvitation(null)} />
      <PersonSafety person={watching()} onClose={() => setWatching(null)} onChanged={() => void people.reload()} />
      <Confirm
        open={disabling() !== null}
        title={words().people.disableAsk(disabling()?.name ?? '')}
        says={words().people.disableSays}
        verb={words().people.disable}
        danger
        onClose={() => setDisabling(null)}
        onYes={() => {
          const person = disabling()
          if (person) void change(person, { disabled: true })
        }}
      />
    </>
  )
}
