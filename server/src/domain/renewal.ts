/** So many days before a subscription renews, the administrators are told. */
export const DAYS_BEFORE: readonly number[] = [7, 3, 1]
