/** Tabs the companion has opened to read from: what happens there is not the person's doing. */
export const ownTabs = new Set<number>()
