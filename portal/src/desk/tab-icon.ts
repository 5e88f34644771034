/** What the tab's icon says besides the minutes. */
export type TabMood = 'calm' | 'soon' | 'away' | 'over'

const COLOURS: Record<TabMood, { ground: string; sign: string }> = {
  calm: { ground: '#FFC400', sign: '#17181A' },
  soon: { ground: '#C62828', sign: '#FFFFFF' },
  away: { ground: '#6B7280', sign: '#FFFFFF' },
  over: { ground: '#6B7280', sign: '#FFFFFF' },
}
const HOUR_MIN = 60
const TWO_SIGNS = 99

/** The tab's icon as an address: the minutes left on a ground that says how things are; none left to count, a dash. */
export function tabIcon(minutes: number | null, mood: TabMood, hourSign: string): string {
  const { ground, sign } = COLOURS[mood]
  const text = mood === 'over' || minutes === null ? '–' : short(minutes, hourSign)
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="${ground}"/>` +
    `<text x="16" y="23" text-anchor="middle" font-family="system-ui,sans-serif" font-weight="700" font-size="20" fill="${sign}">${text}</text></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** Two signs are what an icon can hold. */
function short(minutes: number, hourSign: string): string {
  return minutes > TWO_SIGNS ? `${Math.min(9, Math.round(minutes / HOUR_MIN))}${hourSign}` : String(minutes)
}
