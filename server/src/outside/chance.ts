/** A number from 0 to 1 that scatters retries, so that many rows do not come back in the same instant. */
export const chance = () => Math.random() // guards nothing
