/** So many days before a subscription renews, the administrators are told. */
export const DAYS_BEFORE: readonly number[] = [7, 3, 1]

/** Which of these tellings is due when so many days are left: a day on which nobody could tell is made up for. */
export function renewalDue(daysLeft: number): number | null {
  const passed = DAYS_BEFORE.filter(days => daysLeft >= 0 && daysLeft <= days)
  return passed.length ? Math.min(...passed) : null
}
