import Guacamole from '@cyolosecurity/guacamole-common-js'
import { DeskTunnel, type TunnelEvents, type Way } from './desk-tunnel.ts'
import { followFingers } from './follow-fingers.ts'

export interface PictureEvents extends TunnelEvents {
  /** The first picture is drawn. */
  shown(): void
  /** The person's mouse or finger did something. */
  touched(): void
  /** Something was copied on the machine. */
  copied(text: string): void
}

/** The machine's screen in the page, through one tunnel. */
export interface Picture {
  key(keysym: number, pressed: boolean): void
  /** Takes its place in the page away. Until then the last picture stays, also when the tunnel is gone. */
  remove(): void
  close(): void
}

/** Opens a tunnel and shows the machine's screen in `host`, scaled to fit, above what is there already. */
export function openPicture(host: HTMLElement, way: Way, events: PictureEvents): Picture {
  const tunnel = new DeskTunnel(way, events)
  const client = new Guacamole.Client(tunnel)
  const display = client.getDisplay()
  const element = display.getElement()
  element.style.visibility = 'hidden'
  host.append(element)

  const stopFitting = keepFitting(host, display)
  if (way.readOnly) display.showCursor(true)
  else followHand(client, element, events.touched)
  listenToClipboard(client, events.copied)
  let shown = false
  client.onsync = () => {
    if (shown) return
    shown = true
    element.style.visibility = 'visible'
    events.shown()
  }
  // Without a listener the library is silent as well; the tunnel tells why it closed.
  client.onerror = () => {}
  client.connect()

  return {
    key: (keysym, pressed) => client.sendKeyEvent(pressed ? 1 : 0, keysym),
    remove() {
      stopFitting()
      element.remove()
    },
    close: () => client.disconnect(),
  }
}

/** CSS pixels, whole picture visible, in the middle. */
function keepFitting(host: HTMLElement, display: Guacamole.Display): () => void {
  const element = display.getElement()
  const fit = () => {
    const [width, height] = [display.getWidth(), display.getHeight()]
    // A hidden page measures 0 × 0.
    if (!width || !height || !host.clientWidth || !host.clientHeight) return
    const scale = Math.min(host.clientWidth / width, host.clientHeight / height)
    if (Math.abs(display.getScale() - scale) > 0.0001) display.scale(scale)
    element.style.position = 'absolute'
    element.style.left = `${Math.floor((host.clientWidth - width * scale) / 2)}px`
    element.style.top = `${Math.floor((host.clientHeight - height * scale) / 2)}px`
  }
  display.onresize = fit
  const observer = new ResizeObserver(fit)
  observer.observe(host)
  return () => observer.disconnect()
}

function followHand(client: Guacamole.Client, element: HTMLElement, touched: () => void): void {
  const mouse = new Guacamole.Mouse(element)
  const display = client.getDisplay()
  // The pointer is drawn by this browser: it never lags behind the hand.
  display.showCursor(false)
  display.oncursor = (canvas, x, y) => {
    if (canvas.width && canvas.height) mouse.setCursor(canvas, x, y)
  }
  mouse.onEach(['mousedown', 'mouseup', 'mousemove'], event => {
    client.sendMouseState((event as Guacamole.Mouse.Event).state, true)
    if (event.type !== 'mousemove') touched()
  })
  followFingers(client, element, touched)
}

function listenToClipboard(client: Guacamole.Client, copied: (text: string) => void): void {
  client.onclipboard = (stream, type) => {
    if (!type.startsWith('text/')) return
    const reader = new Guacamole.StringReader(stream)
    let text = ''
    reader.ontext = part => {
      text += part
    }
    reader.onend = () => copied(text)
  }
}
