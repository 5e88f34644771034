/**
 * One thing that must be there before anything runs. `isDone` is asked at every start and must be cheap.
 * @typedef {{ name: string, isDone: () => boolean, do: (say: (line: string) => void) => Promise<void> }} Step
 */

/** A step this computer cannot take by itself. The message says what somebody has to do; everything else goes on. */
export class NotHere extends Error {}

/**
 * Takes the steps that are not done yet, in order, and tells how long each took. What a step could not do here is
 * told once, at the end.
 * @param {Step[]} steps
 * @param {{ write: (text: string) => void, isTTY?: boolean }} [out]
 */
export async function takeSteps(steps, out = process.stderr) {
  /** @type {string[]} */
  const advice = []
  for (const step of steps) {
    if (step.isDone()) continue
    const progress = showProgress(step.name, out)
    try {
      await step.do(progress.say)
      progress.end('done')
    } catch (error) {
      progress.end(error instanceof NotHere ? 'not here' : 'failed')
      if (!(error instanceof NotHere)) throw error
      advice.push(error.message)
    }
  }
  if (advice.length) out.write(`\n${advice.join('\n')}\n\n`)
}

/**
 * On a terminal one line that counts the seconds; elsewhere a line at the beginning, every ten seconds and at the end.
 * @param {string} name
 * @param {{ write: (text: string) => void, isTTY?: boolean }} out
 */
function showProgress(name, out) {
  const began = Date.now()
  const seconds = () => `${((Date.now() - began) / 1000).toFixed(1)} s`
  let last = ''
  const show = () => {
    if (out.isTTY) out.write(`\r\x1b[2K… ${name} ${seconds()}  ${last.slice(0, 60)}`)
    else out.write(`… ${name} ${seconds()}  ${last.slice(0, 100)}\n`)
  }
  show()
  const timer = setInterval(show, out.isTTY ? 200 : 10_000)
  return {
    /** @param {string} line */
    say(line) {
      last = line
    },
    /** @param {string} how */
    end(how) {
      clearInterval(timer)
      const mark = how === 'done' ? '✓' : '✗'
      out.write(`${out.isTTY ? '\r\x1b[2K' : ''}${mark} ${name}: ${how} in ${seconds()}\n`)
    },
  }
}
