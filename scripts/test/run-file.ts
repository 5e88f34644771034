import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../server/src/config.ts'
import { commandPath, signal } from '../../server/src/outside/process.ts'
import { serverEnvironment } from '../server-command.mjs'
import type { Outcome } from './events.ts'
import { endLeftovers } from './leftovers.ts'

export interface FileResult {
  file: string
  outcomes: Outcome[]
  ms: number
  /** What the file printed, for the reader of a failure. */
  printed: string
}

const reporter = new URL('./events.ts', import.meta.url).href
/** A test that waits for what never comes fails, and its file goes on. */
const TEST_LIMIT_MS = 150_000
const running = new Set<number>()
let begun = 0

/** Runs one test file in a process of its own with a temporary folder of its own, and looks after what it leaves behind. */
export async function runFile(
  file: string,
  folder: string,
  limitMs: number,
  testLimitMs = TEST_LIMIT_MS,
): Promise<FileResult> {
  const began = Date.now()
  const name = file.replaceAll('/', '-')
  const report = join(folder, `${name}.jsonl`)
  const output = join(folder, `${name}.log`)
  const mark = `TAXI_TEST_FILE=${folder}/${file}`
  const temporary = join(folder, String(begun++))
  mkdirSync(temporary)
  const ended = await runProcess(file, { report, output, mark, temporary, limitMs, testLimitMs })
  const outcomes = existsSync(report) ? readFileSync(report, 'utf8').split('\n').filter(Boolean).map(readOutcome) : []
  const left = await endLeftovers(mark)
  const lying = readdirSync(temporary).filter(isOurs)
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 })
  const printed = readFileSync(output, 'utf8')
  const trouble = troubleOf(ended, outcomes, { left, lying })
  return { file, outcomes: [...outcomes, ...trouble], ms: Date.now() - began, printed }
}

/** Kills what runs, when the run is interrupted. */
export function stopFiles(): void {
  for (const pid of running) signal(pid, 'SIGKILL')
}

const readOutcome = (line: string) => JSON.parse(line) as Outcome

type Ended = { code: number | null; signal: NodeJS.Signals | null; tooLong: boolean }

interface Running {
  report: string
  output: string
  mark: string
  temporary: string
  limitMs: number
  testLimitMs: number
}

function runProcess(file: string, { report, output, mark, temporary, limitMs, testLimitMs }: Running): Promise<Ended> {
  const setpriv = commandPath('setpriv')
  const options = [
    `--test-timeout=${testLimitMs}`,
    `--test-reporter=${reporter}`,
    `--test-reporter-destination=${report}`,
  ]
  const node = [process.execPath, ...options, file]
  const [command = '', ...args] = setpriv ? [setpriv, '--pdeathsig', 'KILL', '--', ...node] : node
  const [key = '', value = ''] = mark.split('=')
  const printed = openSync(output, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      env: { ...process.env, ...serverEnvironment, TMPDIR: temporary, [key]: value },
      stdio: ['ignore', printed, printed],
      detached: true,
    })
    closeSync(printed)
    const pid = child.pid ?? 0
    running.add(pid)
    let tooLong = false
    const timer = setTimeout(() => {
      tooLong = true
      signal(pid, 'SIGKILL')
    }, limitMs)
    child.once('error', reject)
    child.once('exit', (code, signalName) => {
      clearTimeout(timer)
      running.delete(pid)
      resolve({ code, signal: signalName, tooLong })
    })
  })
}

/** Browsers keep a few files of their own until the next one cleans up. */
const isOurs = (name: string) => name.startsWith('taxi-')

/** What no single test could tell: the file hung, broke, was empty, or left something behind. */
function troubleOf(ended: Ended, outcomes: Outcome[], behind: { left: string[]; lying: string[] }): Outcome[] {
  const trouble = (name: string, why: string): Outcome => ({ name, passed: false, ms: 0, why })
  const found: Outcome[] = []
  if (ended.tooLong)
    found.push(trouble('the file ends', 'It was still running when its time was over, and was killed.'))
  else if (ended.code !== 0 && outcomes.every(outcome => outcome.passed))
    found.push(trouble('the file runs', `It ended with ${ended.code ?? ended.signal}.`))
  else if (outcomes.length === 0) found.push(trouble('the file holds tests', 'No test ran.'))
  if (behind.left.length) found.push(trouble('nothing is left running', behind.left.join('\n')))
  // Whoever was killed could not clean up.
  if (behind.lying.length && !ended.tooLong) found.push(trouble('nothing is left lying about', behind.lying.join('\n')))
  return found
}
