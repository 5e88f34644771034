/** Stops requests; and reads what was stopped, which the browser tells in no other way. */
export const GUARD_PERMISSIONS = ['declarativeNetRequest', 'declarativeNetRequestFeedback']
