import { Menu, MenuChoice, MenuLine, MenuTitle } from '@taxi/ui/controls/menu.tsx'
import MonitorCog from 'lucide-solid/icons/monitor-cog'
import { For, Show } from 'solid-js'
import { qualityChoices } from '../quality/kept-choice.ts'
import type { PictureQuality } from '../quality/picture-quality.ts'
import { useDeskWords } from '../words/words.tsx'

/** How the picture is sent, and on a fine screen how large things are. */
export function PictureMenu(props: { quality: PictureQuality; onChosen: () => void }) {
  const words = useDeskWords()
  const { quality } = props
  const choose = (close: () => void, part: Parameters<PictureQuality['change']>[0]) => {
    close()
    quality.change(part)
    props.onChosen()
  }
  return (
    <Menu label={words().picture.label} face={<MonitorCog size={18} aria-hidden="true" />}>
      {close => (
        <>
          <MenuTitle>{words().picture.title(quality.lag().ms)}</MenuTitle>
          <For each={qualityChoices}>
            {name => (
              <MenuChoice chosen={quality.choice().quality === name} onChoose={() => choose(close, { quality: name })}>
                <span>
                  {words().picture.quality[name].name}
                  <span class="block w-60 text-xs text-quiet">{words().picture.quality[name].says}</span>
                </span>
              </MenuChoice>
            )}
          </For>
          <Show when={quality.isFine()}>
            <MenuLine />
            <MenuTitle>{words().picture.size}</MenuTitle>
            <For each={[false, true]}>
              {sharp => (
                <MenuChoice chosen={quality.choice().sharp === sharp} onChoose={() => choose(close, { sharp })}>
                  {sharp ? words().picture.sharp : words().picture.large}
                </MenuChoice>
              )}
            </For>
          </Show>
        </>
      )}
    </Menu>
  )
}
