import Guacamole from '@cyolosecurity/guacamole-common-js'
import { createFingers, type Spot } from './fingers.ts'

/** On a tablet: fingers on the picture are the machine's mouse. `touched` hears of everything they do. */
export function followFingers(client: Guacamole.Client, element: HTMLElement, touched: () => void): void {
  const state = new Guacamole.Mouse.State(0, 0, false, false, false, false, false)
  const send = (change: Partial<Pick<Guacamole.Mouse.State, 'left' | 'right' | 'up' | 'down'>> = {}) => {
    Object.assign(state, change)
    client.sendMouseState(state, true)
    touched()
  }
  const tap = (button: 'right' | 'up' | 'down') => {
    send({ [button]: true })
    send({ [button]: false })
  }
  const hear = createFingers({
    move({ x, y }) {
      const frame = element.getBoundingClientRect()
      state.x = x - frame.left
      state.y = y - frame.top
      send()
    },
    left: pressed => send({ left: pressed }),
    rightClick: () => tap('right'),
    wheel: tap,
  })
  const listen = (event: TouchEvent) => {
    // No mouse events made of it, no zooming, no keyboard that comes and goes.
    event.preventDefault()
    hear([...event.touches].map(spotOf))
  }
  element.style.touchAction = 'none'
  for (const name of ['touchstart', 'touchmove', 'touchend', 'touchcancel'] as const)
    element.addEventListener(name, listen, { passive: false })
}

const spotOf = ({ clientX, clientY }: Touch): Spot => ({ x: clientX, y: clientY })
